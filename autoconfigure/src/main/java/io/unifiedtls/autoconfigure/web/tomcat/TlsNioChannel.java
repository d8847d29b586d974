package io.unifiedtls.autoconfigure.web.tomcat;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Map;

import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

import org.apache.tomcat.util.buf.ByteBufferUtils;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.NioEndpoint.NioSocketWrapper;
import org.apache.tomcat.util.net.SSLSupport;
import org.apache.tomcat.util.net.SecureNioChannel;
import org.apache.tomcat.util.net.SocketBufferHandler;
import org.jspecify.annotations.Nullable;

import io.unifiedtls.ServerContext;
import io.unifiedtls.internal.engine.HandshakeReporter;
import io.unifiedtls.internal.engine.TlsEngine;
import io.unifiedtls.internal.record.TlsRecord;

/**
 * Tomcat's own TLS channel, whose engine reads the ClientHello instead of Tomcat, and which also reports what never
 * reaches an engine.
 *
 * <p>A channel serves one connection after the other; not thread-safe, its connection's lock guards it.
 */
final class TlsNioChannel extends SecureNioChannel {

    private final NioEndpoint endpoint;

    private final ServerContext context;

    private final HandshakeDeadlines deadlines;

    private final LingeringSockets lingering;

    private boolean timedOut;

    /** Whether something that came after the handshake could not be read. */
    private boolean unreadable;

    private @Nullable Map<String, List<String>> offer;

    TlsNioChannel(
            SocketBufferHandler buffers,
            NioEndpoint endpoint,
            ServerContext context,
            HandshakeDeadlines deadlines,
            LingeringSockets lingering) {
        super(buffers, endpoint);
        this.endpoint = endpoint;
        this.context = context;
        this.deadlines = deadlines;
        this.lingering = lingering;
    }

    @Override
    public void reset(@Nullable SocketChannel channel, @Nullable NioSocketWrapper connection) throws IOException {
        super.reset(channel, connection);
        this.timedOut = false;
        this.unreadable = false;
        this.offer = null;
        if (connection != null) {
            this.deadlines.begin(connection);
        }
    }

    @Override
    public int handshake(boolean read, boolean write) throws IOException {
        var awaited = super.handshake(read, write);
        if (awaited == 0) {
            this.deadlines.end(this.socketWrapper);
        }
        return awaited;
    }

    @Override
    public int read(ByteBuffer destination) throws IOException {
        try {
            return super.read(destination);
        } catch (IOException error) {
            this.unreadable = true;
            throw error;
        }
    }

    @Override
    public long read(ByteBuffer[] destinations, int offset, int length) throws IOException {
        try {
            return super.read(destinations, offset, length);
        } catch (IOException error) {
            this.unreadable = true;
            throw error;
        }
    }

    /**
     * Leaves everything but plain HTTP to the engine. Tomcat's own parser takes what follows a ClientHello for a part
     * of it, and closes the connection without an alert if it cannot read one.
     */
    @Override
    protected int processSNI() throws IOException {
        if (this.sc.read(this.netInBuffer) < 0) {
            return -1;
        }
        if (this.netInBuffer.position() == 0) {
            return SelectionKey.OP_READ;
        }
        return isText(this.netInBuffer.get(0)) ? super.processSNI() : beginHandshake();
    }

    /** Returns whether plain HTTP may begin so, which Tomcat answers itself; no TLS record does. */
    private static boolean isText(byte first) {
        return first > ' ';
    }

    private int beginHandshake() throws IOException {
        var engine = this.context.createEngine();
        if (engine instanceof TlsEngine tls) {
            tls.onClientHello(hello -> this.offer = RequestedTls.of(hello));
            HandshakeReporter.of(tls).remoteAddress(remoteAddress());
        }
        this.sslEngine = new TomcatEngine(engine);
        var session = this.sslEngine.getSession();
        getBufHandler().expand(session.getApplicationBufferSize());
        this.netInBuffer = ByteBufferUtils.expand(this.netInBuffer, session.getPacketBufferSize());
        this.netOutBuffer = ByteBufferUtils.expand(this.netOutBuffer, session.getPacketBufferSize());
        this.netOutBuffer.position(0).limit(0);
        this.sslEngine.beginHandshake();
        this.handshakeStatus = this.sslEngine.getHandshakeStatus();
        return 0;
    }

    private @Nullable SocketAddress remoteAddress() {
        try {
            return this.sc.getRemoteAddress();
        } catch (IOException alreadyClosed) {
            return null;
        }
    }

    /** Adds what the client offered, which Tomcat knows only from its own parser. */
    @Override
    public @Nullable SSLSupport getSSLSupport() {
        return (this.sslEngine == null || this.offer == null)
                ? super.getSSLSupport()
                : this.endpoint.getSslImplementation().getSSLSupport(this.sslEngine.getSession(), this.offer);
    }

    /** Reports that the connection is about to be closed because the handshake timed out. */
    void timedOut() {
        this.timedOut = true;
        if (this.sslEngine instanceof TomcatEngine engine) {
            HandshakeReporter.of(engine.delegate()).timedOut();
        }
    }

    @Override
    public void close() throws IOException {
        if (!this.closing) {
            reportEnd();
            writeFlightBeforeAlert();
        }
        super.close();
    }

    /**
     * Writes what stands before the alert of a handshake that has failed: Tomcat asks the engine for one record, and
     * the JDK's library puts the alert behind the rest of its flight.
     */
    private void writeFlightBeforeAlert() throws IOException {
        while (this.sslEngine != null
                && this.sslEngine.isInboundDone()
                && this.sslEngine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP
                && flush(this.netOutBuffer)) {
            this.netOutBuffer.clear();
            var written = this.sslEngine.wrap(getEmptyBuf(), this.netOutBuffer).bytesProduced();
            this.netOutBuffer.flip();
            if (written == 0) {
                return;
            }
        }
    }

    @Override
    public void close(boolean force) throws IOException {
        if (!force || (isHandshakeComplete() && !this.unreadable) || !this.endpoint.isRunning()) {
            super.close(force);
            return;
        }
        try {
            close();
        } finally {
            this.closed = true;
            var key = this.sc.keyFor(this.socketWrapper.getPoller().getSelector());
            if (key != null) {
                key.cancel();
            }
            this.lingering.close(this.sc, this.endpoint.getUtilityExecutor());
        }
    }

    /**
     * Leaves direct buffers to the garbage collector. Tomcat would release their memory at once, though another thread
     * may still write to a connection that is being closed.
     */
    @Override
    public void free() {}

    private void reportEnd() {
        if (this.sslEngine instanceof TomcatEngine engine) {
            // Where the client ends right after its ClientHello, Tomcat sees the end before it shows the engine a byte.
            HandshakeReporter.of(engine.delegate()).begun();
        } else if (this.netInBuffer.position() > 0) {
            report(HandshakeReporter.of(this.context.createEngine()));
        }
        // A connection on which nothing was ever sent has had no handshake.
    }

    private void report(HandshakeReporter reports) {
        reports.remoteAddress(remoteAddress());
        reports.begun();
        if (this.netInBuffer.get(0) != TlsRecord.HANDSHAKE) {
            reports.failed(new SSLException("not an SSL/TLS record"));
        } else if (this.timedOut) {
            reports.timedOut();
        } else {
            reports.closed();
        }
    }
}
