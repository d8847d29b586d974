package io.unifiedtls.autoconfigure;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.core.env.Environment;

import io.unifiedtls.ReloadableClientContext;
import io.unifiedtls.ReloadableServerContext;
import io.unifiedtls.Side;
import io.unifiedtls.autoconfigure.ContextReloader.Entry;
import io.unifiedtls.autoconfigure.diagnostics.TlsConfigurationException;
import io.unifiedtls.internal.context.Reloads;

/**
 * Takes up properties that have changed while the application is running. Not thread-safe.
 *
 * <p>Entries stay those of the start, with the TLS implementation that was selected then: beans and web servers were
 * made for them.
 */
final class PropertyChanges {

    private static final Log LOG = LogFactory.getLog(PropertyChanges.class);

    /**
     * What became of an entry whose properties have changed.
     *
     * @param problem why it stays as it was
     */
    record Change(Entry entry, Optional<String> problem) {}

    private final TlsContexts contexts;

    private final ContextFactory factory;

    private final Environment environment;

    /** What was bound last. */
    private TlsProperties current;

    /** The properties that each entry uses. */
    private final Map<String, TlsProperties.Server> servers;

    private final Map<String, TlsProperties.Client> clients;

    PropertyChanges(TlsProperties first, TlsContexts contexts, ContextFactory factory, Environment environment) {
        this.current = first;
        this.servers = new HashMap<>(first.servers());
        this.clients = new HashMap<>(first.clients());
        this.contexts = contexts;
        this.factory = factory;
        this.environment = environment;
    }

    /**
     * Has each entry whose properties have changed use them, if they are right.
     *
     * @throws TlsConfigurationException if the properties cannot be bound, so that nothing changes
     */
    List<Change> take() {
        var next = TlsBinding.bind(this.environment);
        warnAboutEntries(next);
        var changes = new ArrayList<Change>();
        changes.addAll(changed(this.servers, next.servers(), (name, before, after) -> {
            var entry = new Entry(Side.SERVER, name);
            warnAboutFixed(entry, before, after);
            warnAboutRedirect(entry, before, after);
            return (this.contexts.server(name) instanceof ReloadableServerContext context)
                    ? Optional.of(
                            change(entry, () -> Reloads.replace(context, this.factory.changed(name, after, context))))
                    : Optional.empty();
        }));
        changes.addAll(changed(this.clients, next.clients(), (name, before, after) -> {
            var entry = new Entry(Side.CLIENT, name);
            warnAboutFixed(entry, before, after);
            return (this.contexts.client(name) instanceof ReloadableClientContext context
                            && after.insecure().isEmpty())
                    ? Optional.of(
                            change(entry, () -> Reloads.replace(context, this.factory.changed(name, after, context))))
                    : Optional.empty();
        }));
        this.current = next;
        return changes;
    }

    /** Has an entry use other properties; empty for one that cannot change. */
    private interface Replacement<T> {

        Optional<Change> replace(String name, T before, T after);
    }

    /** Replaces the properties of each entry that has others now. One that fails keeps its own, and is tried again. */
    private static <T> List<Change> changed(Map<String, T> used, Map<String, T> next, Replacement<T> replacement) {
        var changes = new ArrayList<Change>();
        next.forEach((name, after) -> {
            var before = used.get(name);
            if (before == null || after.equals(before)) {
                return;
            }
            var change = replacement.replace(name, before, after);
            change.ifPresent(changes::add);
            if (change.flatMap(Change::problem).isEmpty()) {
                used.put(name, after);
            }
        });
        return changes;
    }

    private static Change change(Entry entry, Runnable replacement) {
        try {
            replacement.run();
            return new Change(entry, Optional.empty());
        } catch (TlsConfigurationException wrong) {
            return new Change(entry, Optional.of(String.valueOf(wrong.getMessage())));
        }
    }

    private void warnAboutEntries(TlsProperties next) {
        if (!next.servers().keySet().equals(this.current.servers().keySet())
                || !next.clients().keySet().equals(this.current.clients().keySet())) {
            LOG.warn(
                    "entries of tls.servers or tls.clients were added or removed; restart the application to use them");
        }
        if (!next.implementation().equals(this.current.implementation())) {
            LOG.warn("tls.implementation has changed; restart the application to use it");
        }
    }

    private static void warnAboutRedirect(Entry entry, TlsProperties.Server before, TlsProperties.Server after) {
        if (!Objects.equals(before.redirectHttpPort(), after.redirectHttpPort())) {
            LOG.warn("the redirect-http-port of %s has changed; restart the application to use it"
                    .formatted(entry.property()));
        }
    }

    private static void warnAboutFixed(Entry entry, TlsProperties.Peer before, TlsProperties.Peer after) {
        if (!Objects.equals(before.implementation(), after.implementation())) {
            LOG.warn("the implementation of %s has changed; restart the application to use it"
                    .formatted(entry.property()));
        }
    }
}
