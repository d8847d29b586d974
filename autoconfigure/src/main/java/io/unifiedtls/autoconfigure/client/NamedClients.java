package io.unifiedtls.autoconfigure.client;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;

import io.unifiedtls.ClientContext;
import io.unifiedtls.autoconfigure.TlsContexts;

/**
 * The client contexts of the applications in this virtual machine, for libraries that can only be told a name, such as
 * JDBC drivers in their URL. Thread-safe.
 *
 * <p>This is a post-processor so that it exists before the first data source.
 */
final class NamedClients implements BeanPostProcessor, DisposableBean {

    /** The latest application first: it is the one that has restarted, or that a test has just started. */
    private static final List<NamedClients> APPLICATIONS = new CopyOnWriteArrayList<>();

    private final ObjectProvider<TlsContexts> contexts;

    NamedClients(ObjectProvider<TlsContexts> contexts) {
        this.contexts = contexts;
        APPLICATIONS.add(0, this);
    }

    /**
     * Returns the context of an entry of {@code tls.clients}.
     *
     * @throws IllegalArgumentException if no application has it
     */
    static ClientContext get(String name) {
        for (var application : APPLICATIONS) {
            var contexts = application.contexts.getObject();
            if (contexts.clientNames().contains(name)) {
                return contexts.client(name);
            }
        }
        throw new IllegalArgumentException("no TLS client '%s' is configured; add tls.clients.%s, or use one of [%s]"
                .formatted(name, name, known()));
    }

    private static String known() {
        return APPLICATIONS.stream()
                .flatMap(application -> application.contexts.getObject().clientNames().stream())
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
    }

    @Override
    public void destroy() {
        APPLICATIONS.remove(this);
    }
}
