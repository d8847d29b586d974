package io.unifiedtls.autoconfigure.web.tomcat;

import java.io.IOException;
import java.nio.channels.SocketChannel;

import javax.net.ssl.SSLException;

import org.apache.tomcat.util.buf.ByteBufferUtils;
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

    private final ServerContext context;

    private final HandshakeDeadlines deadlines;

    private boolean timedOut;

    private boolean malformed;

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

    /**
     * Leaves a ClientHello that spans several records, or a record that cannot be one, to the engine, which needs
     * nothing that Tomcat reads from it: Tomcat takes the second record's header for a part of the message, and ends
     * the connection, and it waits for the rest of a record that is too large.
     */
    @Override
    protected int processSNI() throws IOException {
        if (this.sc.read(this.netInBuffer) < 0) {
            return -1;
        }
        var received = this.netInBuffer.duplicate().flip();
        return (ClientHelloRecord.isFirstOfSeveral(received) || ClientHelloRecord.isMalformed(received))
                ? beginHandshake()
                : super.processSNI();
    }

    private int beginHandshake() throws IOException {
        this.sslEngine = new TomcatEngine(this.context.createEngine());
        var session = this.sslEngine.getSession();
        getBufHandler().expand(session.getApplicationBufferSize());
        this.netInBuffer = ByteBufferUtils.expand(this.netInBuffer, session.getPacketBufferSize());
        this.netOutBuffer = ByteBufferUtils.expand(this.netOutBuffer, session.getPacketBufferSize());
        this.netOutBuffer.position(0).limit(0);
        this.sslEngine.beginHandshake();
        this.handshakeStatus = this.sslEngine.getHandshakeStatus();
        return 0;
    }

    /** Says that the connection is about to be closed because the handshake took too long. */
    void timedOut() {
        this.timedOut = true;
        if (this.sslEngine instanceof TomcatEngine engine) {
            HandshakeReports.of(engine.engine()).timedOut();
        }
    }

    @Override
    public void close() throws IOException {
        if (!this.closing) {
            reportEnd();
        }
        super.close();
    }

    private void reportEnd() {
        if (this.sslEngine instanceof TomcatEngine engine) {
            // Where the client ends right after its ClientHello, Tomcat sees the end before it shows the engine a byte.
            HandshakeReports.of(engine.engine()).begun();
        } else if (this.netInBuffer.position() > 0) {
            report(HandshakeReports.of(this.context.createEngine()));
        }
        // A connection on which nothing was ever sent has had no handshake.
    }

    private void report(HandshakeReports reports) {
        reports.begun();
        if (this.netInBuffer.get(0) != ClientHelloRecord.HANDSHAKE) {
            reports.failed(new SSLException("not an SSL/TLS record"));
        } else if (this.timedOut) {
            reports.timedOut();
        } else if (this.malformed) {
            reports.failed(new SSLException("the ClientHello is malformed"));
        } else {
            reports.closed();
        }
    }
}
