package io.unifiedtls.autoconfigure.bundle;

import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslStoreBundle;

import io.unifiedtls.ClientContext;
import io.unifiedtls.LoadedChain;
import io.unifiedtls.ServerContext;
import io.unifiedtls.TlsContext;
import io.unifiedtls.TrustStore;
import io.unifiedtls.internal.context.LiveManagers;

/**
 * The certificates of a context as key stores, for what reports when they expire. Private keys are not in them, and
 * neither are chains that are loaded on demand, nor the authorities of the operating system.
 */
final class ContextStores implements SslStoreBundle {

    private final KeyStore keyStore;

    private final @Nullable KeyStore trustStore;

    ContextStores(String property, TlsContext context) {
        this.keyStore = CertificateView.keyStore(property, () -> chains(context));
        this.trustStore =
                hasTrustStore(context) ? CertificateView.keyStore(property, () -> authorities(context)) : null;
    }

    private static List<List<X509Certificate>> chains(TlsContext context) {
        return context.loadedChains().stream().map(LoadedChain::certificates).toList();
    }

    private static List<List<X509Certificate>> authorities(TlsContext context) {
        var authorities = new ArrayList<List<X509Certificate>>();
        LiveManagers.authorities(context).forEach(authority -> authorities.add(List.of(authority)));
        return authorities;
    }

    private static boolean hasTrustStore(TlsContext context) {
        var configured = (context instanceof ClientContext client)
                ? client.configuration().trustStore()
                : ((ServerContext) context).configuration().trustStore();
        return configured
                .filter(store -> !store.equals(TrustStore.system()) && !store.equals(TrustStore.jdk()))
                .isPresent();
    }

    @Override
    public KeyStore getKeyStore() {
        return this.keyStore;
    }

    @Override
    public @Nullable String getKeyStorePassword() {
        return null;
    }

    @Override
    public @Nullable KeyStore getTrustStore() {
        return this.trustStore;
    }
}
