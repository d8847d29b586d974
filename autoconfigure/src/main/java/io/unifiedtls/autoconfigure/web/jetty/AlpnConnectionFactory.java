package io.unifiedtls.autoconfigure.web.jetty;

import java.util.List;

import javax.net.ssl.SSLEngine;

import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection.SslEndPoint;
import org.eclipse.jetty.io.ssl.SslHandshakeListener;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.NegotiatingServerConnection;
import org.eclipse.jetty.server.NegotiatingServerConnectionFactory;

/**
 * Continues with the protocol that the engine has negotiated, or with HTTP/1.1 if it has negotiated none.
 *
 * <p>Jetty's own factory selects a protocol itself, through a library for each kind of engine.
 */
final class AlpnConnectionFactory extends NegotiatingServerConnectionFactory {

    static final String PROTOCOL = "alpn";

    AlpnConnectionFactory() {
        super(PROTOCOL);
    }

    @Override
    protected AbstractConnection newServerConnection(
            Connector connector, EndPoint endPoint, SSLEngine engine, List<String> protocols, String defaultProtocol) {
        var connection = new AlpnConnection(connector, endPoint, engine, protocols, defaultProtocol);
        ((SslEndPoint) endPoint).getSslConnection().addHandshakeListener(connection);
        return connection;
    }

    /** Performs the handshake. Its callbacks may block, so Jetty does not run them on the selector's thread. */
    private static final class AlpnConnection extends NegotiatingServerConnection implements SslHandshakeListener {

        AlpnConnection(
                Connector connector,
                EndPoint endPoint,
                SSLEngine engine,
                List<String> protocols,
                String defaultProtocol) {
            super(connector, endPoint, engine, protocols, defaultProtocol);
        }

        @Override
        public void handshakeSucceeded(Event event) {
            var negotiated = getSSLEngine().getApplicationProtocol();
            setProtocol((negotiated == null || negotiated.isEmpty()) ? getDefaultProtocol() : negotiated);
        }
    }
}
