package io.unifiedtls.test;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.unifiedtls.HandshakeEvent;
import io.unifiedtls.HandshakeListener;

/** Remembers what it is told of handshakes. */
public final class RecordedHandshakes implements HandshakeListener {

    /** What a listener is told. */
    public enum Kind {
        BEGUN,
        SUCCEEDED,
        FAILED,
        ABORTED
    }

    /** One thing that was told. */
    public record Told(Kind kind, HandshakeEvent event) {}

    private final List<Told> told = new CopyOnWriteArrayList<>();

    /** Returns everything that was told, in order. */
    public List<Told> told() {
        return List.copyOf(this.told);
    }

    /** Returns the outcomes, in order. */
    public List<Told> outcomes() {
        return this.told.stream().filter(one -> one.kind() != Kind.BEGUN).toList();
    }

    /** Returns the events of outcomes, in order. */
    public List<HandshakeEvent> events() {
        return outcomes().stream().map(Told::event).toList();
    }

    public void clear() {
        this.told.clear();
    }

    @Override
    public void begun(HandshakeEvent event) {
        this.told.add(new Told(Kind.BEGUN, event));
    }

    @Override
    public void succeeded(HandshakeEvent event) {
        this.told.add(new Told(Kind.SUCCEEDED, event));
    }

    @Override
    public void failed(HandshakeEvent event) {
        this.told.add(new Told(Kind.FAILED, event));
    }

    @Override
    public void aborted(HandshakeEvent event) {
        this.told.add(new Told(Kind.ABORTED, event));
    }
}
