package io.unifiedtls.autoconfigure.web.tomcat;

import java.io.IOException;
import java.nio.channels.SocketChannel;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;

import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.NioEndpoint.NioSocketWrapper;
import org.apache.tomcat.util.net.SecureNioChannel;
import org.apache.tomcat.util.net.SocketBufferHandler;
import org.jspecify.annotations.Nullable;

import io.unifiedtls.ServerContext;
import io.unifiedtls.internal.engine.HandshakeReports;

/**
 * Tomcat's own TLS channel, which also reports the handshakes that end before Tomcat has made their engine: it does so
 * only when a whole ClientHello is there.
 *
 * <p>A channel serves one connection after the other; not thread-safe, its connection's lock guards it.
 */
final class TlsNioChannel extends SecureNioChannel {

    /** The type of a TLS record that a handshake begins with (RFC 8446, section 5.1). */
    private static final byte HANDSHAKE_RECORD = 22;

    private final ServerContext context;

    private final HandshakeDeadlines deadlines;

    private boolean timedOut;

    private boolean malformed;

    private boolean reported;

    TlsNioChannel(
            SocketBufferHandler buffers, NioEndpoint endpoint, ServerContext context, HandshakeDeadlines deadlines) {
        super(buffers, endpoint);
        this.context = context;
        this.deadlines = deadlines;
    }

    @Override
    public void reset(@Nullable SocketChannel channel, @Nullable NioSocketWrapper connection) throws IOException {
        super.reset(channel, connection);
        this.timedOut = false;
        this.malformed = false;
        this.reported = false;
        if (connection != null) {
            this.deadlines.begin(connection);
        }
    }

    @Override
    public int handshake(boolean read, boolean write) throws IOException {
        try {
            var awaited = super.handshake(read, write);
            if (awaited == 0) {
                this.deadlines.end(this.socketWrapper);
            }
            return awaited;
        } catch (IOException error) {
            // A ClientHello that cannot be read has the error of reading it as its cause, a broken connection has none.
            this.malformed = this.sslEngine == null && error.getCause() != null;
            throw error;
        }
    }

    /** Says that the connection is about to be closed because the handshake took too long. */
    void timedOut() {
        this.timedOut = true;
        if (this.sslEngine instanceof TomcatEngine engine) {
            HandshakeReports.timedOut(engine.engine());
        }
    }

    @Override
    public void close() throws IOException {
        // A connection on which nothing was ever sent has had no handshake.
        if (!this.reported && this.sslEngine == null && this.netInBuffer.position() > 0) {
            this.reported = true;
            report(this.context.createEngine());
        }
        super.close();
    }

    private void report(SSLEngine engine) {
        HandshakeReports.begun(engine);
        if (this.netInBuffer.get(0) != HANDSHAKE_RECORD) {
            HandshakeReports.failed(engine, new SSLException("not an SSL/TLS record"));
        } else if (this.timedOut) {
            HandshakeReports.timedOut(engine);
        } else if (this.malformed) {
            HandshakeReports.failed(engine, new SSLException("the ClientHello is malformed"));
        } else {
            HandshakeReports.closed(engine);
        }
    }
}
