package io.unifiedtls.autoconfigure.bundle;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.ssl.SslBundleRegistry;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;

import io.unifiedtls.autoconfigure.ContextReloader.Entry;
import io.unifiedtls.autoconfigure.TlsContexts;
import io.unifiedtls.autoconfigure.TlsReloadEvent;
import io.unifiedtls.autoconfigure.TlsReloadEvent.Outcome;

/** Tells those who follow updates of bundles that an entry was reloaded. Connections need no such news. */
final class BundleReloads
        implements SmartInitializingSingleton, ApplicationListener<PayloadApplicationEvent<TlsReloadEvent>> {

    private final ContextBundles bundles;

    private final TlsContexts contexts;

    private final SslBundles registered;

    BundleReloads(ContextBundles bundles, TlsContexts contexts, SslBundles registered) {
        this.bundles = bundles;
        this.contexts = contexts;
        this.registered = registered;
    }

    /**
     * Registers a handler, so that the registry does not warn about consumers without reloading: ours follow reloads.
     */
    @Override
    public void afterSingletonsInstantiated() {
        this.registered.getBundleNames().stream()
                .filter(name -> this.contexts.clientNames().contains(name)
                        || this.contexts.serverNames().contains(name))
                .forEach(name -> this.registered.addBundleUpdateHandler(name, updated -> {}));
    }

    @Override
    public void onApplicationEvent(PayloadApplicationEvent<TlsReloadEvent> published) {
        var event = published.getPayload();
        if (event.outcome() == Outcome.SUCCESS && this.registered instanceof SslBundleRegistry registry) {
            this.bundles.update(new Entry(event.side(), event.contextName()), registry);
        }
    }
}
