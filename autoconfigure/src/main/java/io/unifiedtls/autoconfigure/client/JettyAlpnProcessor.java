package io.unifiedtls.autoconfigure.client;

import javax.net.ssl.SSLEngine;

import org.eclipse.jetty.alpn.client.ALPNClientConnection;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.ssl.ALPNProcessor;
import org.eclipse.jetty.io.ssl.SslConnection.SslEndPoint;
import org.eclipse.jetty.io.ssl.SslHandshakeListener;

/**
 * Negotiates the protocol of Jetty's HTTP client (RFC 7301), which has a processor for each kind of engine. Jetty loads
 * it as a service. Thread-safe.
 */
public final class JettyAlpnProcessor implements ALPNProcessor.Client {

    private static final String OURS = "io.unifiedtls.";

    /** For {@link java.util.ServiceLoader}. */
    public JettyAlpnProcessor() {}

    /** Returns whether the engine is of a context of this library. */
    @Override
    public boolean appliesTo(SSLEngine engine) {
        return engine.getClass().getName().startsWith(OURS);
    }

    @Override
    public void configure(SSLEngine engine, Connection connection) {
        var negotiation = (ALPNClientConnection) connection;
        var parameters = engine.getSSLParameters();
        parameters.setApplicationProtocols(negotiation.getProtocols().toArray(String[]::new));
        engine.setSSLParameters(parameters);
        ((SslEndPoint) connection.getEndPoint()).getSslConnection().addHandshakeListener(new SslHandshakeListener() {

            @Override
            public void handshakeSucceeded(Event event) {
                var protocol = event.getSSLEngine().getApplicationProtocol();
                negotiation.selected((protocol == null || protocol.isEmpty()) ? null : protocol);
            }
        });
    }
}
