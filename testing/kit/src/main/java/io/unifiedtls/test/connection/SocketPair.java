package io.unifiedtls.test.connection;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.unifiedtls.ClientContext;
import io.unifiedtls.ServerContext;
import io.unifiedtls.TlsServerSocket;
import io.unifiedtls.TlsSocket;

/**
 * Two {@link TlsSocket}s, connected over the loopback interface on a free port.
 *
 * <pre>{@code
 * try (var pair = SocketPair.of(clientContext, serverContext)) {
 *     pair.client().outputStream().write("hello".getBytes(UTF_8));
 *     assertThat(pair.server().inputStream().readNBytes(5)).asString().isEqualTo("hello");
 * }
 * }</pre>
 *
 * @param client the client's socket
 * @param server the server's socket
 */
public record SocketPair(TlsSocket client, TlsSocket server) implements AutoCloseable {

    /** More than any handshake takes, so that a stuck one fails its test. */
    private static final int PATIENCE_SECONDS = 30;

    /**
     * Connects to {@code localhost}, which the server's certificate must match, and completes the handshake on both
     * sides.
     *
     * @throws IOException the client's error, with the server's suppressed; or the server's error
     */
    public static SocketPair of(ClientContext client, ServerContext server) throws IOException {
        try (var listener = server.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1)) {
            var accepting = CompletableFuture.supplyAsync(() -> accept(listener));
            var port = ((InetSocketAddress) listener.localAddress()).getPort();
            return new SocketPair(connect(client, port, accepting), await(accepting));
        }
    }

    private static TlsSocket connect(ClientContext context, int port, CompletableFuture<TlsSocket> accepting)
            throws IOException {
        try {
            return context.connect("localhost", port);
        } catch (IOException failure) {
            try {
                await(accepting).close(true);
            } catch (IOException ofTheServer) {
                failure.addSuppressed(ofTheServer);
            }
            throw failure;
        }
    }

    private static TlsSocket accept(TlsServerSocket listener) {
        try {
            var socket = listener.accept();
            socket.doHandshake();
            return socket;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static TlsSocket await(CompletableFuture<TlsSocket> accepting) throws IOException {
        try {
            return accepting.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException failure) {
            throw (failure.getCause() instanceof UncheckedIOException known)
                    ? known.getCause()
                    : new IOException(failure.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while the server was to accept");
        } catch (TimeoutException stuck) {
            throw new IOException("the server is stuck", stuck);
        }
    }

    /** Closes both sockets without waiting for {@code close_notify}. */
    @Override
    public void close() throws IOException {
        try {
            force(this.client);
        } finally {
            force(this.server);
        }
    }

    private static void force(TlsSocket socket) throws IOException {
        try {
            socket.close(true);
        } catch (IOException peerIsGone) {
            socket.selectableChannel().close();
        }
    }
}
