package io.unifiedtls.autoconfigure.bundle;

import java.security.KeyStore;
import java.security.Provider;

import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.KeyManagerFactorySpi;
import javax.net.ssl.ManagerFactoryParameters;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.TrustManagerFactorySpi;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslManagerBundle;
import org.springframework.util.function.SingletonSupplier;

import io.unifiedtls.TlsContext;
import io.unifiedtls.internal.context.LiveManagers;

/** The managers of a context, which follow it if it is reloaded. */
final class ContextManagers implements SslManagerBundle {

    private static final String ALGORITHM = "UnifiedTLS";

    private static final Provider PROVIDER = new Provider(ALGORITHM, "1", "managers of TLS contexts") {

        private static final long serialVersionUID = 1L;
    };

    private final SSLContext sslContext;

    // late: an insecure context has none, and its bundle is also used without them
    private final SingletonSupplier<LiveManagers> managers;

    ContextManagers(TlsContext context, SSLContext sslContext) {
        this.sslContext = sslContext;
        this.managers = SingletonSupplier.of(() -> LiveManagers.of(context));
    }

    @Override
    public KeyManagerFactory getKeyManagerFactory() {
        return new KeyManagerFactory(new Keys(this.managers.obtain().keyManager()), PROVIDER, ALGORITHM) {};
    }

    @Override
    public TrustManagerFactory getTrustManagerFactory() {
        return new TrustManagerFactory(new Trust(this.managers.obtain().trustManager()), PROVIDER, ALGORITHM) {};
    }

    /** Returns the {@code SSLContext} of the context, whatever the protocol: the configuration has the versions. */
    @Override
    public SSLContext createSslContext(String protocol) {
        return this.sslContext;
    }

    /** Netty and others initialize a factory that they were given; what they say is not for this one. */
    private static final class Keys extends KeyManagerFactorySpi {

        private final KeyManager manager;

        Keys(KeyManager manager) {
            this.manager = manager;
        }

        @Override
        protected void engineInit(@Nullable KeyStore store, char @Nullable [] password) {}

        @Override
        protected void engineInit(ManagerFactoryParameters parameters) {}

        @Override
        protected KeyManager[] engineGetKeyManagers() {
            return new KeyManager[] {this.manager};
        }
    }

    private static final class Trust extends TrustManagerFactorySpi {

        private final TrustManager manager;

        Trust(TrustManager manager) {
            this.manager = manager;
        }

        @Override
        protected void engineInit(@Nullable KeyStore store) {}

        @Override
        protected void engineInit(ManagerFactoryParameters parameters) {}

        @Override
        protected TrustManager[] engineGetTrustManagers() {
            return new TrustManager[] {this.manager};
        }
    }
}
