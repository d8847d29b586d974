package io.unifiedtls.autoconfigure.client;

import java.security.Provider;
import java.security.SecureRandom;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;

import org.jspecify.annotations.Nullable;

/**
 * A provider whose {@code SSLContext} is always the same one, for libraries that take a provider but no context. The
 * managers that they initialize it with are not used: it has its own.
 */
final class SslContextProvider extends Provider {

    private static final long serialVersionUID = 1L;

    private final transient SSLContext context;

    SslContextProvider(SSLContext context) {
        super("UnifiedTLS", "1", "one SSLContext");
        this.context = context;
        putService(new Service(this, "SSLContext", "TLS", Delegating.class.getName(), null, null) {

            @Override
            public Object newInstance(@Nullable Object parameter) {
                return new Delegating(SslContextProvider.this.context);
            }
        });
    }

    private static final class Delegating extends SSLContextSpi {

        private final SSLContext context;

        Delegating(SSLContext context) {
            this.context = context;
        }

        @Override
        protected void engineInit(
                KeyManager @Nullable [] keyManagers,
                TrustManager @Nullable [] trustManagers,
                @Nullable SecureRandom random) {}

        @Override
        protected SSLSocketFactory engineGetSocketFactory() {
            return this.context.getSocketFactory();
        }

        @Override
        protected SSLServerSocketFactory engineGetServerSocketFactory() {
            return this.context.getServerSocketFactory();
        }

        @Override
        protected SSLEngine engineCreateSSLEngine() {
            return this.context.createSSLEngine();
        }

        @Override
        protected SSLEngine engineCreateSSLEngine(String host, int port) {
            return this.context.createSSLEngine(host, port);
        }

        @Override
        protected SSLSessionContext engineGetServerSessionContext() {
            return this.context.getServerSessionContext();
        }

        @Override
        protected SSLSessionContext engineGetClientSessionContext() {
            return this.context.getClientSessionContext();
        }

        @Override
        protected SSLParameters engineGetDefaultSSLParameters() {
            return this.context.getDefaultSSLParameters();
        }

        @Override
        protected SSLParameters engineGetSupportedSSLParameters() {
            return this.context.getSupportedSSLParameters();
        }
    }
}
