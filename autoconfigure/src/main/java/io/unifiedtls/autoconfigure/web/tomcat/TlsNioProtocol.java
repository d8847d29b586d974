package io.unifiedtls.autoconfigure.web.tomcat;

import java.time.Duration;

import org.apache.coyote.http11.Http11NioProtocol;

import io.unifiedtls.ServerContext;

/**
 * Tomcat's HTTP protocol, with a timeout for TLS handshakes.
 *
 * <p>Public only because Tomcat creates it by name.
 */
public final class TlsNioProtocol extends Http11NioProtocol {

    /** Creates a protocol without TLS. */
    public TlsNioProtocol() {
        super(new TlsNioEndpoint());
    }

    void serve(ServerContext context, Duration handshakeTimeout) {
        ((TlsNioEndpoint) getEndpoint()).serve(context, handshakeTimeout);
    }
}
