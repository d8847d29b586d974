package io.unifiedtls.autoconfigure.metrics;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import io.unifiedtls.HandshakeEvent;
import io.unifiedtls.HandshakeFailure;
import io.unifiedtls.HandshakeListener;
import io.unifiedtls.ServerNameMatch;
import io.unifiedtls.Side;

/** Measures handshakes. Asks the registry once for each combination of tags, never once for each handshake. */
final class HandshakeMeters implements HandshakeListener {

    private static final String HANDSHAKES = "tls.handshakes";

    private static final String ACTIVE = "tls.handshakes.active";

    private static final String GROUPS = "tls.handshakes.groups";

    private static final String SELECTIONS = "tls.sni.selections";

    private static final int MOST_SERVER_NAMES = 1_000;

    // a client of the registry may itself be one of the contexts, so the registry is asked for late
    private final Supplier<MeterRegistry> registry;

    private final boolean serverNameTag;

    private final Map<HandshakeTags, Timer> handshakes = new ConcurrentHashMap<>();

    private final Map<ContextTags, AtomicInteger> active = new ConcurrentHashMap<>();

    private final Map<GroupTags, Counter> groups = new ConcurrentHashMap<>();

    private final Map<SelectionTags, Counter> selections = new ConcurrentHashMap<>();

    /** The names that are tags. */
    private final Set<String> serverNames = ConcurrentHashMap.newKeySet();

    private record ContextTags(Side side, String context) {}

    private record GroupTags(Side side, String context, String group) {}

    private record SelectionTags(String context, ServerNameMatch match, String serverName) {}

    HandshakeMeters(Supplier<MeterRegistry> registry, boolean serverNameTag) {
        this.registry = registry;
        this.serverNameTag = serverNameTag;
    }

    /**
     * Registers what a context has before its first handshake: {@code rate()} of a series that begins with its first
     * failure is zero, so each reason to fail has one from the start.
     */
    void register(Side side, String contextName, String implementation) {
        active(side, contextName);
        for (var failure : HandshakeFailure.values()) {
            timer(side, contextName, implementation, failure);
        }
    }

    private void timer(Side side, String contextName, String implementation, HandshakeFailure failure) {
        this.handshakes.computeIfAbsent(
                HandshakeTags.ofFailure(side, contextName, implementation, failure), this::timer);
    }

    @Override
    public void begun(HandshakeEvent event) {
        active(event.side(), event.contextName()).incrementAndGet();
    }

    @Override
    public void succeeded(HandshakeEvent event) {
        ended(event, HandshakeTags.SUCCESS);
        event.group().ifPresent(group -> negotiated(event, group));
    }

    @Override
    public void failed(HandshakeEvent event) {
        ended(event, HandshakeTags.FAILURE);
    }

    @Override
    public void aborted(HandshakeEvent event) {
        ended(event, HandshakeTags.ABORTED);
    }

    private void ended(HandshakeEvent event, String outcome) {
        active(event.side(), event.contextName()).decrementAndGet();
        this.handshakes
                .computeIfAbsent(HandshakeTags.of(event, outcome), this::timer)
                .record(event.duration());
        event.serverNameMatch().ifPresent(match -> selected(event, match));
    }

    private void negotiated(HandshakeEvent event, String group) {
        this.groups
                .computeIfAbsent(new GroupTags(event.side(), event.contextName(), group), this::counter)
                .increment();
    }

    private void selected(HandshakeEvent event, ServerNameMatch match) {
        var serverName =
                this.serverNameTag ? event.matchedServerName().map(this::tag).orElse(MeterTags.NONE) : MeterTags.NONE;
        this.selections
                .computeIfAbsent(new SelectionTags(event.contextName(), match, serverName), this::counter)
                .increment();
    }

    /** A directory may have so many names that a meter for each would be too much. */
    private String tag(String serverName) {
        if (this.serverNames.contains(serverName)) {
            return serverName;
        }
        return (this.serverNames.size() < MOST_SERVER_NAMES && this.serverNames.add(serverName))
                ? serverName
                : MeterTags.OTHER;
    }

    private AtomicInteger active(Side side, String contextName) {
        return this.active.computeIfAbsent(new ContextTags(side, contextName), this::gauge);
    }

    private Timer timer(HandshakeTags tags) {
        return Timer.builder(HANDSHAKES)
                .description("Time from the ClientHello until the handshake succeeds or fails")
                .tags(tags.tags())
                .register(this.registry.get());
    }

    private AtomicInteger gauge(ContextTags tags) {
        var active = new AtomicInteger();
        Gauge.builder(ACTIVE, active, AtomicInteger::get)
                .description("Handshakes in progress")
                .tag(MeterTags.SIDE, tags.side().tag())
                .tag(MeterTags.CONTEXT, tags.context())
                .register(this.registry.get());
        return active;
    }

    private Counter counter(GroupTags tags) {
        return Counter.builder(GROUPS)
                .description("Handshakes of TLS 1.3 that succeeded, by the group of their key exchange")
                .tag(MeterTags.SIDE, tags.side().tag())
                .tag(MeterTags.CONTEXT, tags.context())
                .tag("group", tags.group())
                .register(this.registry.get());
    }

    private Counter counter(SelectionTags tags) {
        var counter = Counter.builder(SELECTIONS)
                .description("Server names requested by clients, by how they were matched")
                .tag(MeterTags.CONTEXT, tags.context())
                .tag("match", tags.match().name().toLowerCase(Locale.ROOT));
        if (this.serverNameTag) {
            counter.tag(MeterTags.SERVER_NAME, tags.serverName());
        }
        return counter.register(this.registry.get());
    }
}
