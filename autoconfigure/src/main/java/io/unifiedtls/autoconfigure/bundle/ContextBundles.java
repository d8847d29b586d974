package io.unifiedtls.autoconfigure.bundle;

import java.util.LinkedHashMap;
import java.util.Map;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.boot.autoconfigure.ssl.SslBundleRegistrar;
import org.springframework.boot.ssl.SslBundleRegistry;
import org.springframework.boot.ssl.SslBundles;

import io.unifiedtls.Side;
import io.unifiedtls.TlsContext;
import io.unifiedtls.autoconfigure.ContextReloader.Entry;
import io.unifiedtls.autoconfigure.TlsContexts;
import io.unifiedtls.autoconfigure.diagnostics.PropertyNames;
import io.unifiedtls.autoconfigure.diagnostics.TlsConfigurationException;

/** Registers each entry of {@code tls.servers} and {@code tls.clients} as an SSL bundle of its name. */
final class ContextBundles implements SslBundleRegistrar {

    private static final Log LOG = LogFactory.getLog(ContextBundles.class);

    /** What has the name of a bundle. */
    private record Named(Entry entry, TlsSslBundle bundle) {}

    private final Map<String, Named> bundles = new LinkedHashMap<>();

    ContextBundles(TlsContexts contexts) {
        contexts.clientNames().forEach(name -> add(new Entry(Side.CLIENT, name), contexts));
        contexts.serverNames().forEach(name -> {
            if (this.bundles.containsKey(name)) {
                LOG.warn("the SSL bundle '%s' is that of %s, and not of %s; rename one of them if the other is needed"
                        .formatted(name, PropertyNames.client(name), PropertyNames.server(name)));
            } else {
                add(new Entry(Side.SERVER, name), contexts);
            }
        });
    }

    private void add(Entry entry, TlsContexts contexts) {
        var bundle = TlsSslBundle.of(property(entry), () -> context(entry, contexts));
        this.bundles.put(entry.name(), new Named(entry, bundle));
    }

    private static String property(Entry entry) {
        return (entry.side() == Side.SERVER) ? PropertyNames.server(entry.name()) : PropertyNames.client(entry.name());
    }

    private static TlsContext context(Entry entry, TlsContexts contexts) {
        return (entry.side() == Side.SERVER) ? contexts.server(entry.name()) : contexts.client(entry.name());
    }

    @Override
    public void registerBundles(SslBundleRegistry registry) {
        this.bundles.forEach((name, named) -> {
            if (registry instanceof SslBundles known && known.getBundleNames().contains(name)) {
                throw new TlsConfigurationException(
                        property(named.entry()),
                        "an SSL bundle named '%s' exists already, and each entry is a bundle of its name"
                                .formatted(name),
                        "Rename the entry, or remove the bundle from spring.ssl.bundle if both are for the same.",
                        "");
            }
            registry.registerBundle(name, named.bundle());
        });
    }

    /** Has what follows updates look at a bundle again. */
    void update(Entry entry, SslBundleRegistry registry) {
        var named = this.bundles.get(entry.name());
        if (named != null && named.entry().equals(entry)) {
            registry.updateBundle(entry.name(), named.bundle());
        }
    }
}
