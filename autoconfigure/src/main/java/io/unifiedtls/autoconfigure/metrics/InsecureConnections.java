package io.unifiedtls.autoconfigure.metrics;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.util.ClassUtils;

import io.unifiedtls.HandshakeEvent;
import io.unifiedtls.HandshakeListener;
import io.unifiedtls.Side;
import io.unifiedtls.TlsContext;
import io.unifiedtls.insecure.InsecureContext;

/** Counts the connections of contexts that skip checks, so that none goes unnoticed. */
final class InsecureConnections implements HandshakeListener {

    private static final String CONNECTIONS = "tls.insecure.connections";

    private static final boolean MODULE_IS_PRESENT =
            ClassUtils.isPresent("io.unifiedtls.insecure.InsecureContext", InsecureConnections.class.getClassLoader());

    private final Supplier<MeterRegistry> registry;

    private final Map<String, Counter> clients = new ConcurrentHashMap<>();

    InsecureConnections(Supplier<MeterRegistry> registry) {
        this.registry = registry;
    }

    /** Registers a client, if it skips checks. */
    void register(String contextName, TlsContext context) {
        if (MODULE_IS_PRESENT && Module.isInsecure(context)) {
            this.clients.put(
                    contextName,
                    Counter.builder(CONNECTIONS)
                            .description("Connections whose peer was not fully verified")
                            .tag(MeterTags.CONTEXT, contextName)
                            .register(this.registry.get()));
        }
    }

    @Override
    public void succeeded(HandshakeEvent event) {
        var counter = (event.side() == Side.CLIENT) ? this.clients.get(event.contextName()) : null;
        if (counter != null) {
            counter.increment();
        }
    }

    /** Loaded only if the module is on the class path. */
    private static final class Module {

        static boolean isInsecure(TlsContext context) {
            return context instanceof InsecureContext;
        }
    }
}
