package io.unifiedtls.autoconfigure.observation;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

import javax.net.ssl.SSLHandshakeException;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

import io.unifiedtls.HandshakeEvent;
import io.unifiedtls.HandshakeListener;
import io.unifiedtls.Side;

/**
 * Observes the handshakes of clients: with tracing, each is a span below what the thread is doing. Thread-safe.
 *
 * <p>Servers are not observed: nothing could be their handshakes' parent, and anybody could make spans.
 */
final class HandshakeObservations implements HandshakeListener {

    private static final HandshakeConvention CONVENTION = new HandshakeConvention();

    /** So many are never under way; the oldest was abandoned, without an outcome. */
    private static final int MOST = 10_000;

    // handlers of the registry may use one of our clients, so the registry is looked up when it is needed
    private final Supplier<ObservationRegistry> registry;

    private final Map<Long, Observation> underWay = new LinkedHashMap<>();

    HandshakeObservations(Supplier<ObservationRegistry> registry) {
        this.registry = registry;
    }

    @Override
    public void begun(HandshakeEvent event) {
        if (event.side() != Side.CLIENT || this.registry.get().isNoop()) {
            return;
        }
        var observation = Observation.createNotStarted(
                null, CONVENTION, () -> new TlsHandshakeObservationContext(event), this.registry.get());
        if (!observation.isNoop()) {
            observation.start();
            add(event.handshakeId(), observation);
        }
    }

    private void add(long handshakeId, Observation observation) {
        synchronized (this.underWay) {
            this.underWay.put(handshakeId, observation);
            if (this.underWay.size() > MOST) {
                this.underWay.remove(this.underWay.keySet().iterator().next());
            }
        }
    }

    @Override
    public void succeeded(HandshakeEvent event) {
        ended(event);
    }

    @Override
    public void failed(HandshakeEvent event) {
        ended(event);
    }

    @Override
    public void aborted(HandshakeEvent event) {
        ended(event);
    }

    private void ended(HandshakeEvent event) {
        if (event.side() != Side.CLIENT) {
            return;
        }
        var observation = remove(event.handshakeId());
        if (observation == null) {
            return;
        }
        if (observation.getContext() instanceof TlsHandshakeObservationContext context) {
            context.ended(event);
        }
        event.failure()
                .ifPresent(reason -> observation.error(
                        new SSLHandshakeException(event.failureMessage().orElse(reason.tag()))));
        observation.stop();
    }

    private @Nullable Observation remove(long handshakeId) {
        synchronized (this.underWay) {
            return this.underWay.remove(handshakeId);
        }
    }
}
