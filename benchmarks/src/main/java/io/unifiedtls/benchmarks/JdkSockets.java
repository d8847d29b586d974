package io.unifiedtls.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocket;

/** Sockets of the JDK, with the settings of bare engines. */
final class JdkSockets implements SocketPeers {

    private final ExecutorService threads = Executors.newCachedThreadPool();

    private final JsseEngines engines;

    private final SSLServerSocket server;

    JdkSockets(JsseEngines engines) throws IOException {
        this.engines = engines;
        this.server = (SSLServerSocket)
                engines.context().getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.server.setSSLParameters(engines.parameters());
        this.threads.execute(this::accept);
    }

    private void accept() {
        try {
            while (true) {
                var socket = this.server.accept();
                socket.setTcpNoDelay(true);
                this.threads.execute(() -> serve(socket));
            }
        } catch (IOException closed) {
            // the end of the run
        }
    }

    private static void serve(Socket socket) {
        try (socket) {
            SocketPeers.serve(socket.getInputStream(), socket.getOutputStream());
        } catch (IOException clientIsGone) {
            // its own side tells
        }
    }

    @Override
    public Connection connect() throws IOException {
        var socket = (SSLSocket)
                this.engines.context().getSocketFactory().createSocket("localhost", this.server.getLocalPort());
        socket.setTcpNoDelay(true);
        var checked = new SSLParameters(
                this.engines.parameters().getCipherSuites(),
                this.engines.parameters().getProtocols());
        checked.setEndpointIdentificationAlgorithm("HTTPS");
        // By itself the JDK sends no name without a dot.
        checked.setServerNames(List.of(new SNIHostName("localhost")));
        socket.setSSLParameters(checked);
        socket.startHandshake();
        return new Connection(socket.getInputStream(), socket.getOutputStream(), () -> close(socket));
    }

    /** Waits for the server's {@code close_notify}, as a {@code TlsSocket} does: otherwise others pay for its end. */
    private static void close(SSLSocket socket) throws IOException {
        try (socket) {
            socket.shutdownOutput();
            if (socket.getInputStream().read() >= 0) {
                throw new IOException("the server has said more than it was asked");
            }
        }
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
