package io.unifiedtls.autoconfigure.web.jetty;

import java.util.ArrayList;

import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.springframework.boot.jetty.JettyServerCustomizer;

import io.unifiedtls.autoconfigure.WebServerTls;

/** Makes the connector of a Jetty server speak TLS. It stays the same connector, with all its settings. */
final class TlsServerCustomizer implements JettyServerCustomizer {

    private final WebServerTls tls;

    private final boolean http2;

    TlsServerCustomizer(WebServerTls tls, boolean http2) {
        this.tls = tls;
        this.http2 = http2;
    }

    @Override
    public void customize(Server server) {
        for (var connector : server.getConnectors()) {
            secure(connector);
        }
    }

    private void secure(Connector connector) {
        if (!(connector instanceof ServerConnector tcp)
                || tcp.getConnectionFactory(HttpConnectionFactory.class) == null) {
            throw new IllegalStateException(
                    "TLS is not supported with the Jetty connector %s; use a ServerConnector with an HttpConnectionFactory"
                            .formatted(connector));
        }
        if (tcp.getConnectionFactory(SslConnectionFactory.class) != null) {
            throw new IllegalStateException(
                    "the Jetty connector %s already uses TLS; remove its SslConnectionFactory".formatted(connector));
        }
        var http = tcp.getConnectionFactory(HttpConnectionFactory.class);
        secure(http.getHttpConfiguration(), tcp.getPort());
        var factories = new ArrayList<ConnectionFactory>();
        factories.add(new TlsConnectionFactory(this.tls));
        factories.add(new AlpnConnectionFactory());
        if (this.http2) {
            factories.add(Http2.factory(http.getHttpConfiguration()));
        }
        factories.add(http);
        tcp.setConnectionFactories(factories);
    }

    private static void secure(HttpConfiguration configuration, int port) {
        configuration.setSecureScheme("https");
        configuration.setSecurePort(port);
        // Jetty's check of the host name knows only the certificate: it would refuse what unknown-server-name allows.
        configuration.addCustomizer(new SecureRequestCustomizer(false));
    }

    /** Loaded only if HTTP/2 is enabled, since its classes are optional. */
    private static final class Http2 {

        static ConnectionFactory factory(HttpConfiguration configuration) {
            return new HTTP2ServerConnectionFactory(configuration);
        }
    }
}
