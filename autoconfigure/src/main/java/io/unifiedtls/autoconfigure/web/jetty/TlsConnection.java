package io.unifiedtls.autoconfigure.web.jetty;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

import io.unifiedtls.internal.engine.HandshakeReporter;

/**
 * Jetty's own TLS connection, whose handshake has a time limit, and whose client can read the alert that the connection
 * ends with. If bytes of the client were still unread when the socket is closed, the operating system would reset the
 * connection, and the client might never see the alert (RFC 9112, section 9.6).
 */
final class TlsConnection extends SslConnection {

    /** More than the socket buffers of both sides hold by default. */
    private static final int MOST_DROPPED = 1 << 20;

    private static final Duration LONGEST_LINGERING = Duration.ofSeconds(1);

    private final Scheduler scheduler;

    private final HandshakeReporter reports;

    private final Duration handshakeTimeout;

    private volatile boolean complete;

    /** Whether the engine has refused something, so that the connection ends with an alert. */
    private volatile boolean failed;

    private volatile boolean lingering;

    /** Whether the socket did not take all of the last records. */
    private volatile boolean unsent;

    /** Closes the connection if its handshake, or later its client, takes too long. */
    private volatile Scheduler.@Nullable Task deadline;

    private int dropped;

    TlsConnection(
            TlsConnectionFactory factory,
            Connector connector,
            EndPoint endPoint,
            SSLEngine engine,
            Duration handshakeTimeout) {
        super(
                connector.getByteBufferPool(),
                connector.getExecutor(),
                factory.getSslContextFactory(),
                endPoint,
                engine,
                factory.isDirectBuffersForEncryption(),
                factory.isDirectBuffersForDecryption());
        this.scheduler = connector.getScheduler();
        this.reports = HandshakeReporter.of(engine);
        this.handshakeTimeout = handshakeTimeout;
    }

    @Override
    protected SslEndPoint newSslEndPoint() {
        return new LingeringEndPoint();
    }

    // ---- handshake

    @Override
    public void onOpen() {
        this.reports.remoteAddress(getEndPoint().getRemoteSocketAddress());
        schedule(this.handshakeTimeout, this::timedOut);
        super.onOpen();
    }

    private void schedule(Duration delay, Runnable task) {
        this.deadline = this.scheduler.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void cancelDeadline() {
        var scheduled = this.deadline;
        if (scheduled != null) {
            scheduled.cancel();
        }
    }

    private void timedOut() {
        if (!this.complete) {
            this.reports.timedOut();
            // It waits for a step of the handshake that is under way, which may be a look-up; the scheduler must not.
            getExecutor().execute(() -> getSslEndPoint().close());
        }
    }

    @Override
    public boolean onIdleExpired(TimeoutException timeout) {
        if (this.complete) {
            return super.onIdleExpired(timeout);
        }
        timedOut();
        return false;
    }

    @Override
    protected SSLEngineResult unwrap(SSLEngine engine, ByteBuffer input, ByteBuffer output) throws SSLException {
        try {
            return checked(super.unwrap(engine, input, output));
        } catch (SSLException | RuntimeException error) {
            this.failed = true;
            throw error;
        }
    }

    @Override
    protected SSLEngineResult wrap(SSLEngine engine, ByteBuffer[] input, ByteBuffer output) throws SSLException {
        try {
            return checked(super.wrap(engine, input, output));
        } catch (SSLException | RuntimeException error) {
            this.failed = true;
            throw error;
        }
    }

    private SSLEngineResult checked(SSLEngineResult result) {
        if (result.getHandshakeStatus() == HandshakeStatus.FINISHED && !this.complete) {
            this.complete = true;
            cancelDeadline();
        }
        return result;
    }

    // ---- end

    @Override
    protected boolean networkFlush(ByteBuffer output) throws IOException {
        var flushed = super.networkFlush(output);
        this.unsent = !flushed;
        return flushed;
    }

    @Override
    public void onFillable() {
        if (this.lingering) {
            drop();
        } else {
            super.onFillable();
        }
    }

    @Override
    public void onFillInterestedFailed(Throwable cause) {
        if (this.lingering) {
            getEndPoint().close();
        } else {
            super.onFillInterestedFailed(cause);
        }
    }

    /** Reads on until the client has closed its side. */
    private void drop() {
        var buffer = BufferUtil.allocate(1 << 14);
        try {
            int length;
            while ((length = getEndPoint().fill(buffer)) > 0 && this.dropped <= MOST_DROPPED) {
                this.dropped += length;
                BufferUtil.clear(buffer);
            }
            if (length == 0) {
                fillInterested();
                return;
            }
        } catch (IOException clientIsGone) {
            // nothing is left to do
        }
        getEndPoint().close();
    }

    @Override
    public void onClose(@Nullable Throwable cause) {
        cancelDeadline();
        super.onClose(cause);
        this.reports.closed();
    }

    /** Closes the network's end later than its own. */
    private final class LingeringEndPoint extends SslEndPoint {

        @Override
        public boolean isOpen() {
            return !TlsConnection.this.lingering && super.isOpen();
        }

        @Override
        public void doClose() {
            var network = getEndPoint();
            if (TlsConnection.this.complete && !TlsConnection.this.failed || !network.isOpen()) {
                super.doClose();
                return;
            }
            TlsConnection.this.lingering = true;
            cancelDeadline();
            // Writes the alert, and waits for what the client sends.
            doShutdownOutput();
            if (!TlsConnection.this.unsent) {
                network.shutdownOutput();
            }
            if (network.isOpen()) {
                schedule(LONGEST_LINGERING, network::close);
            }
        }
    }
}
