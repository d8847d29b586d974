package io.unifiedtls.benchmarks;

import java.security.GeneralSecurityException;
import java.security.Provider;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.TrustManager;

import org.conscrypt.Conscrypt;

import io.unifiedtls.TlsVersion;

/**
 * The bare engines of a JSSE provider, with the cipher suites that this library has by default.
 *
 * @param parameters versions and cipher suites
 */
record JsseEngines(SSLContext context, SSLParameters parameters) implements Engines {

    /** Returns the engines of a provider that speak one version, with the same settings as other engines. */
    static JsseEngines of(Provider provider, TlsVersion version, Material material, SSLEngine model) {
        try {
            var context = SSLContext.getInstance("TLS", provider);
            context.init(
                    new KeyManager[] {new FixedKeyManager(material.certificate())},
                    new TrustManager[] {JdkTrust.of(material.authority().certificate())},
                    null);
            var parameters = new SSLParameters(model.getEnabledCipherSuites(), new String[] {version.protocol()});
            parameters.setUseCipherSuitesOrder(true);
            return new JsseEngines(context, parameters);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public SSLEngine server() {
        var engine = this.context.createSSLEngine();
        engine.setUseClientMode(false);
        engine.setSSLParameters(this.parameters);
        if (Conscrypt.isConscrypt(engine)) {
            // Otherwise it resumes no session of TLS 1.3.
            Conscrypt.setUseSessionTickets(engine, true);
        }
        return engine;
    }

    @Override
    public SSLEngine client(int port) {
        var engine = this.context.createSSLEngine(Material.HOST, port);
        engine.setUseClientMode(true);
        var checked = new SSLParameters(this.parameters.getCipherSuites(), this.parameters.getProtocols());
        checked.setEndpointIdentificationAlgorithm("HTTPS");
        engine.setSSLParameters(checked);
        return engine;
    }

    @Override
    public SSLSessionContext clientSessions() {
        return this.context.getClientSessionContext();
    }
}
