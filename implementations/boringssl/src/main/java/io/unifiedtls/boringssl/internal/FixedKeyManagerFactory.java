package io.unifiedtls.boringssl.internal;

import java.security.KeyStore;
import java.security.Provider;

import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.KeyManagerFactorySpi;
import javax.net.ssl.ManagerFactoryParameters;
import javax.net.ssl.X509ExtendedKeyManager;

import org.jspecify.annotations.Nullable;

/** Gives away the key manager that it was made for: Netty keeps native keys only for a factory. */
final class FixedKeyManagerFactory extends KeyManagerFactory {

    FixedKeyManagerFactory(X509ExtendedKeyManager keyManager, Provider provider) {
        super(new Spi(keyManager), provider, "fixed");
    }

    private static final class Spi extends KeyManagerFactorySpi {

        private final X509ExtendedKeyManager keyManager;

        Spi(X509ExtendedKeyManager keyManager) {
            this.keyManager = keyManager;
        }

        @Override
        protected void engineInit(@Nullable KeyStore keyStore, char @Nullable [] password) {
            throw new UnsupportedOperationException("it has its key manager already");
        }

        @Override
        protected void engineInit(ManagerFactoryParameters parameters) {
            throw new UnsupportedOperationException("it has its key manager already");
        }

        @Override
        protected KeyManager[] engineGetKeyManagers() {
            return new KeyManager[] {this.keyManager};
        }
    }
}
