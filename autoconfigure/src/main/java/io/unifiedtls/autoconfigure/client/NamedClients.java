package io.unifiedtls.autoconfigure.client;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

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

    /**
     * Returns the name of the only entry of {@code tls.clients}.
     *
     * @throws IllegalStateException if there is none, or more than one
     */
    static String onlyName() {
        var names = names();
        if (names.size() != 1) {
            throw new IllegalStateException(
                    "the socket factory is not named, so tls.clients must have one entry, but has [%s]; use a class whose static method getDefault() returns a new TlsSocketFactory(name)"
                            .formatted(String.join(", ", names)));
        }
        return names.get(0);
    }

    private static String known() {
        return String.join(", ", names());
    }

    private static List<String> names() {
        return APPLICATIONS.stream()
                .flatMap(application -> application.contexts.getObject().clientNames().stream())
                .distinct()
                .sorted()
                .toList();
    }

    @Override
    public void destroy() {
        APPLICATIONS.remove(this);
    }
}
