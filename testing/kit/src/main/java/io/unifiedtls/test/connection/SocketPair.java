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
 * Two {@link TlsSocket}s that are connected over the loopback interface, on a port that was free.
 *
 * <pre>{@code
 * try (var pair = SocketPair.of(clientContext, serverContext)) {
 *     pair.client().outputStream().write("hello".getBytes(UTF_8));
 *     assertThat(pair.server().inputStream().readNBytes(5)).asString().isEqualTo("hello");
 * }
 * }</pre>
 *
 * @param client the end that connected
 * @param server the end that accepted
 */
public record SocketPair(TlsSocket client, TlsSocket server) implements AutoCloseable {

    /** More than any handshake takes, so that a stuck one fails its test. */
    private static final int PATIENCE_SECONDS = 30;

    /**
     * Connects to {@code localhost}, which the certificate of the server has to be for, and does the handshake on both
     * sides.
     *
     * @throws IOException the error of the client, with that of the server suppressed; or that of the server
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

    /** Closes both ends without waiting for the other's {@code close_notify}. */
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
