package io.unifiedtls.autoconfigure.web.tomcat;

import java.security.SecureRandom;
import java.security.cert.X509Certificate;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.TrustManager;

import org.apache.tomcat.util.net.SSLContext;
import org.jspecify.annotations.Nullable;

import io.unifiedtls.ServerContext;

/** Creates the engine of each of Tomcat's connections. Thread-safe. */
final class TomcatSslContext implements SSLContext {

    private final ServerContext context;

    TomcatSslContext(ServerContext context) {
        this.context = context;
    }

    @Override
    public SSLEngine createSSLEngine() {
        return new TomcatEngine(this.context.createEngine());
    }

    /** Returns the default chain for any alias: Tomcat does not have names for ours. */
    @Override
    public X509Certificate[] getCertificateChain(@Nullable String alias) {
        return this.context.loadedChains().stream()
                .findFirst()
                .map(chain -> chain.certificates().toArray(X509Certificate[]::new))
                .orElseGet(() -> new X509Certificate[0]);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }

    @Override
    public SSLSessionContext getServerSessionContext() {
        return this.context.sslContext().getServerSessionContext();
    }

    @Override
    public SSLParameters getSupportedSSLParameters() {
        return this.context.sslContext().getSupportedSSLParameters();
    }

    @Override
    public SSLServerSocketFactory getServerSocketFactory() {
        return this.context.sslContext().getServerSocketFactory();
    }

    @Override
    public void init(
            KeyManager @Nullable [] keyManagers,
            TrustManager @Nullable [] trustManagers,
            @Nullable SecureRandom random) {
        // the context has its own
    }

    @Override
    public void destroy() {
        // the context outlives the server
    }
}
