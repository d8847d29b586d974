package io.unifiedtls.autoconfigure.web.jetty;

import java.util.Set;

import javax.net.ssl.SSLEngine;

import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.SslConnectionFactory;

import io.unifiedtls.autoconfigure.WebServerTls;

/** Jetty's own factory of TLS connections, which creates those of this package. */
final class TlsConnectionFactory extends SslConnectionFactory {

    /** The implementations that would copy each record from and to heap buffers. */
    private static final Set<String> NATIVE = Set.of("boringssl", "conscrypt");

    private final WebServerTls tls;

    TlsConnectionFactory(WebServerTls tls) {
        super(new EngineFactory(tls.context()), AlpnConnectionFactory.PROTOCOL);
        this.tls = tls;
        var direct = NATIVE.contains(tls.context().implementation().name());
        setDirectBuffersForEncryption(direct);
        setDirectBuffersForDecryption(direct);
    }

    @Override
    protected SslConnection newSslConnection(Connector connector, EndPoint endPoint, SSLEngine engine) {
        return new TlsConnection(this, connector, endPoint, engine, this.tls.handshakeTimeout());
    }
}
