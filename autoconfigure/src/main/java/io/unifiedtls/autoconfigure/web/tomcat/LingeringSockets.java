package io.unifiedtls.autoconfigure.web.tomcat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Sockets whose TLS connection has failed, and whose client can still read the alert. If bytes of the client were still
 * unread when a socket is closed, the operating system would reset the connection, and the client might never see the
 * alert (RFC 9112, section 9.6). Thread-safe.
 */
final class LingeringSockets {

    private static final Log LOG = LogFactory.getLog(LingeringSockets.class);

    /** Tomcat does not count them as connections any more. */
    private static final int MOST = 256;

    /** More than the socket buffers of both sides hold by default. */
    private static final int MOST_DROPPED = 1 << 20;

    private static final Duration LONGEST = Duration.ofSeconds(1);

    private static final Duration INTERVAL = Duration.ofMillis(10);

    private final Set<SocketChannel> sockets = ConcurrentHashMap.newKeySet();

    /** Closes a non-blocking socket, on which everything was sent, once the client has closed its side or too late. */
    void close(SocketChannel socket, ScheduledExecutorService executor) throws IOException {
        if (this.sockets.size() >= MOST || !socket.isOpen()) {
            socket.close();
            return;
        }
        this.sockets.add(socket);
        new Closing(socket, executor, System.nanoTime() + LONGEST.toNanos()).begin();
    }

    void closeAll() {
        this.sockets.forEach(this::end);
    }

    private void end(SocketChannel socket) {
        this.sockets.remove(socket);
        try {
            socket.close();
        } catch (IOException error) {
            LOG.debug("cannot close a socket", error);
        }
    }

    private final class Closing implements Runnable {

        private final SocketChannel socket;

        private final ScheduledExecutorService executor;

        private final long deadline;

        private int dropped;

        Closing(SocketChannel socket, ScheduledExecutorService executor, long deadline) {
            this.socket = socket;
            this.executor = executor;
            this.deadline = deadline;
        }

        void begin() {
            try {
                this.socket.shutdownOutput();
                run();
            } catch (IOException clientIsGone) {
                end(this.socket);
            }
        }

        @Override
        public void run() {
            try {
                if (clientHasClosed() || this.dropped > MOST_DROPPED || System.nanoTime() - this.deadline > 0) {
                    end(this.socket);
                } else {
                    this.executor.schedule(this, INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
                }
            } catch (IOException | RejectedExecutionException clientOrServerIsGone) {
                end(this.socket);
            }
        }

        private boolean clientHasClosed() throws IOException {
            var buffer = ByteBuffer.allocate(1 << 14);
            int length;
            while ((length = this.socket.read(buffer.clear())) > 0 && this.dropped <= MOST_DROPPED) {
                this.dropped += length;
            }
            return length < 0;
        }
    }
}
