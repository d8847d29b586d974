package io.unifiedtls.autoconfigure;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.springframework.beans.factory.BeanFactory;

import io.unifiedtls.ClientContext;
import io.unifiedtls.ServerContext;
import io.unifiedtls.Side;
import io.unifiedtls.autoconfigure.ContextReloader.Entry;

/** The contexts of {@code tls.servers} and {@code tls.clients} by name. Thread-safe. */
public final class TlsContexts {

    private final Set<String> serverNames;

    private final Set<String> clientNames;

    private final BeanFactory beans;

    TlsContexts(Set<String> serverNames, Set<String> clientNames, BeanFactory beans) {
        this.serverNames = Collections.unmodifiableSet(new LinkedHashSet<>(serverNames));
        this.clientNames = Collections.unmodifiableSet(new LinkedHashSet<>(clientNames));
        this.beans = beans;
    }

    /** Returns the names of the entries of {@code tls.servers}, in the configured order. */
    public Set<String> serverNames() {
        return this.serverNames;
    }

    /** Returns the names of the entries of {@code tls.clients}, in the configured order. */
    public Set<String> clientNames() {
        return this.clientNames;
    }

    /**
     * Returns the context of an entry of {@code tls.servers}.
     *
     * @throws IllegalArgumentException if the entry does not exist; the message lists the available names
     */
    public ServerContext server(String name) {
        check("tls.servers", name, this.serverNames);
        return this.beans.getBean(ContextBeans.server(name), ServerContext.class);
    }

    /**
     * Returns the context of an entry of {@code tls.clients}.
     *
     * @throws IllegalArgumentException if the entry does not exist; the message lists the available names
     */
    public ClientContext client(String name) {
        check("tls.clients", name, this.clientNames);
        return this.beans.getBean(ContextBeans.client(name), ClientContext.class);
    }

    /**
     * Reads the files of an entry of {@code tls.servers} or {@code tls.clients} again, or of both if they have this
     * name, as happens by itself when files change, unless {@code tls.reload.enabled} is false.
     *
     * @return what became of it; empty if the context cannot be reloaded, such as a bean of the application
     * @throws IllegalArgumentException if the entry does not exist; the message lists the available names
     */
    public List<TlsReloadEvent> reload(String name) {
        if (!this.serverNames.contains(name)) {
            check("tls.clients", name, this.clientNames);
        }
        return this.beans
                .getBean(ContextReloader.class)
                .reload(List.of(new Entry(Side.SERVER, name), new Entry(Side.CLIENT, name)));
    }

    private static void check(String property, String name, Set<String> names) {
        if (!names.contains(name)) {
            throw new IllegalArgumentException(
                    "no entry '%s' in %s; present: %s".formatted(name, property, new TreeSet<>(names)));
        }
    }
}
