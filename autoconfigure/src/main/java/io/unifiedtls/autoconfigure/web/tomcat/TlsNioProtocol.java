package io.unifiedtls.autoconfigure.web.tomcat;

import java.time.Duration;

import org.apache.coyote.http11.Http11NioProtocol;

import io.unifiedtls.ServerContext;

/**
 * Tomcat's own HTTP protocol, with a limit to how long a TLS handshake takes.
 *
 * <p>Public only because Tomcat makes it by its name.
 */
public final class TlsNioProtocol extends Http11NioProtocol {

    /** Creates a protocol that speaks no TLS yet. */
    public TlsNioProtocol() {
        super(new TlsNioEndpoint());
    }

    void serve(ServerContext context, Duration handshakeTimeout) {
        ((TlsNioEndpoint) getEndpoint()).serve(context, handshakeTimeout);
    }
}
