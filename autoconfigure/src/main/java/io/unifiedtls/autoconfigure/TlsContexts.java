package io.unifiedtls.autoconfigure;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;

import org.springframework.beans.factory.BeanFactory;

import io.unifiedtls.ClientContext;
import io.unifiedtls.ServerContext;

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
     * @throws IllegalArgumentException if there is no such entry; the message lists the available names
     */
    public ServerContext server(String name) {
        check("tls.servers", name, this.serverNames);
        return this.beans.getBean(ContextBeans.server(name), ServerContext.class);
    }

    /**
     * Returns the context of an entry of {@code tls.clients}.
     *
     * @throws IllegalArgumentException if there is no such entry; the message lists the available names
     */
    public ClientContext client(String name) {
        check("tls.clients", name, this.clientNames);
        return this.beans.getBean(ContextBeans.client(name), ClientContext.class);
    }

    private static void check(String property, String name, Set<String> names) {
        if (!names.contains(name)) {
            throw new IllegalArgumentException(
                    "no entry '%s' in %s; present: %s".formatted(name, property, new TreeSet<>(names)));
        }
    }
}
