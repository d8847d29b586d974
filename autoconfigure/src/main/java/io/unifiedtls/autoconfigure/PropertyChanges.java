package io.unifiedtls.autoconfigure;

import java.util.ArrayList;
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

    private TlsProperties current;

    PropertyChanges(TlsProperties first, TlsContexts contexts, ContextFactory factory, Environment environment) {
        this.current = first;
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
        changed(this.current.servers(), next.servers(), (name, before, after) -> {
            warnAboutFixed(Side.SERVER, name, before, after);
            if (this.contexts.server(name) instanceof ReloadableServerContext context) {
                changes.add(change(
                        new Entry(Side.SERVER, name),
                        () -> Reloads.replace(context, this.factory.changed(name, after, context))));
            }
        });
        changed(this.current.clients(), next.clients(), (name, before, after) -> {
            warnAboutFixed(Side.CLIENT, name, before, after);
            if (this.contexts.client(name) instanceof ReloadableClientContext context
                    && after.insecure().isEmpty()) {
                changes.add(change(
                        new Entry(Side.CLIENT, name),
                        () -> Reloads.replace(context, this.factory.changed(name, after, context))));
            }
        });
        this.current = next;
        return changes;
    }

    /** Called with an entry, its properties before, and those now. */
    private interface Changed<T> {

        void accept(String name, T before, T after);
    }

    private static <T> void changed(Map<String, T> before, Map<String, T> after, Changed<T> changed) {
        after.forEach((name, value) -> {
            var known = before.get(name);
            if (known != null && !value.equals(known)) {
                changed.accept(name, known, value);
            }
        });
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

    private static void warnAboutFixed(Side side, String name, TlsProperties.Peer before, TlsProperties.Peer after) {
        if (!Objects.equals(before.implementation(), after.implementation())) {
            LOG.warn("the implementation of %s has changed; restart the application to use it"
                    .formatted(new Entry(side, name).property()));
        }
    }
}
