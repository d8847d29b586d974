package io.unifiedtls.samples.sockets;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.ExecutorService;

import io.unifiedtls.TlsServerSocket;
import io.unifiedtls.TlsSocket;

/** A blocking server, with a thread for each connection. */
final class EchoServer {

    private static final System.Logger LOGGER = System.getLogger(EchoServer.class.getName());

    private EchoServer() {}

    // tag::echo[]
    /** Serves until the listener is closed. */
    static void serve(TlsServerSocket listener, ExecutorService threads) throws IOException {
        while (listener.selectableChannel().isOpen()) {
            var socket = listener.accept();
            threads.execute(() -> echo(socket));
        }
    }

    private static void echo(TlsSocket socket) {
        try (socket) {
            socket.setTimeout(Duration.ofSeconds(30));
            socket.inputStream().transferTo(socket.outputStream());
        } catch (IOException failure) {
            LOGGER.log(Level.INFO, "a connection failed: {0}", failure.getMessage());
        }
    }
    // end::echo[]
}
