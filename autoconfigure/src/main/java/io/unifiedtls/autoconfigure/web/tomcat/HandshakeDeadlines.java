package io.unifiedtls.autoconfigure.web.tomcat;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.NioEndpoint.NioSocketWrapper;
import org.apache.tomcat.util.net.SocketEvent;

/**
 * Closes the connections whose handshake takes too long, counted from when they were accepted. Thread-safe.
 *
 * <p>Tomcat's own timeout is one between two reads: a client that sends a byte now and then never meets it.
 */
final class HandshakeDeadlines {

    private static final Log LOG = LogFactory.getLog(HandshakeDeadlines.class);

    private final Map<NioSocketWrapper, Long> handshakes = new ConcurrentHashMap<>();

    private final NioEndpoint endpoint;

    private final Duration timeout;

    HandshakeDeadlines(NioEndpoint endpoint, Duration timeout) {
        this.endpoint = endpoint;
        this.timeout = timeout;
    }

    /** Returns the time between two looks: a connection may live longer than its timeout by that much. */
    Duration interval() {
        return Duration.ofMillis(Math.max(100, Math.min(1000, this.timeout.toMillis() / 10)));
    }

    void begin(NioSocketWrapper connection) {
        this.handshakes.put(connection, System.nanoTime());
    }

    void end(NioSocketWrapper connection) {
        this.handshakes.remove(connection);
    }

    /** Closes what is overdue. */
    void enforce() {
        var now = System.nanoTime();
        this.handshakes.forEach((connection, begin) -> {
            if (connection.isClosed()) {
                end(connection);
            } else if (now - begin > this.timeout.toNanos()) {
                close(connection);
            }
        });
    }

    private void close(NioSocketWrapper connection) {
        // Every step of a connection holds this lock, so the handshake cannot become complete while we close it. Where
        // a step is under way now, the next look decides.
        var lock = connection.getLock();
        if (!lock.tryLock()) {
            return;
        }
        try {
            if (!connection.isClosed()
                    && connection.getSocket() instanceof TlsNioChannel channel
                    && !channel.isHandshakeComplete()) {
                channel.timedOut();
                this.endpoint.processSocket(connection, SocketEvent.ERROR, false);
            }
            end(connection);
        } catch (RuntimeException error) {
            // One connection must not end the watch over all others.
            LOG.error("cannot close a connection whose TLS handshake timed out", error);
        } finally {
            lock.unlock();
        }
    }
}
