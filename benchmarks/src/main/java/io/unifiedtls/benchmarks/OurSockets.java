package io.unifiedtls.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import javax.net.ssl.SSLSessionContext;

import io.unifiedtls.TlsServerSocket;
import io.unifiedtls.TlsSocket;

/** Sockets of this library, which set {@code TCP_NODELAY} themselves. */
final class OurSockets implements SocketPeers {

    private final ExecutorService threads = Executors.newCachedThreadPool();

    private final OurEngines engines;

    private final TlsServerSocket server;

    private final int port;

    OurSockets(OurEngines engines) throws IOException {
        this.engines = engines;
        this.server = engines.serverContext().listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        this.port = ((InetSocketAddress) this.server.localAddress()).getPort();
        this.threads.execute(this::accept);
    }

    private void accept() {
        try {
            while (true) {
                var socket = this.server.accept();
                this.threads.execute(() -> serve(socket));
            }
        } catch (IOException closed) {
            // the end of the run
        }
    }

    private static void serve(TlsSocket socket) {
        try (socket) {
            SocketPeers.serve(socket.inputStream(), socket.outputStream());
        } catch (IOException clientIsGone) {
            // its own side tells
        }
    }

    @Override
    public Connection connect() throws IOException {
        var socket = this.engines.clientContext().connect("localhost", this.port);
        return new Connection(socket.inputStream(), socket.outputStream(), socket);
    }

    @Override
    public SSLSessionContext clientSessions() {
        return this.engines.clientSessions();
    }

    @Override
    public void close() throws IOException {
        this.server.close();
        this.threads.shutdownNow();
    }
}
