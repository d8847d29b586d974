package io.unifiedtls.samples.live;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

import io.unifiedtls.autoconfigure.TlsContexts;

/** Handshakes to try, most of them by a client of {@code tls.clients}. */
enum Example {
    WWW("visitor", "www.shop.test"),

    TENANT("visitor", "blue.tenants.shop.test"),

    RSA_ONLY("rsa-only", "www.shop.test"),

    /** Gets the default certificate, which is for other names. */
    UNKNOWN_NAME("visitor", "unknown.test"),

    /** The client trusts another authority. */
    UNTRUSTED("stranger", "api.shop.test"),

    /** A ClientHello by hand: no TLS library offers TLS 1.1 anymore. */
    OLD_VERSION(OldClientHello.of("www.shop.test")),

    NOT_TLS("GET / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

    private static final int TIMEOUT_IN_MILLIS = 5_000;

    private final Connection connection;

    Example(String client, String serverName) {
        this.connection = (contexts, socket) -> connect(contexts, client, serverName, socket);
    }

    Example(byte[] message) {
        this.connection = (contexts, socket) -> exchange(socket, message);
    }

    @FunctionalInterface
    private interface Connection {

        void over(TlsContexts contexts, Socket socket) throws IOException;
    }

    /** Connects to the application itself. */
    void connect(TlsContexts contexts, int port) throws IOException {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_IN_MILLIS);
            socket.setSoTimeout(TIMEOUT_IN_MILLIS);
            this.connection.over(contexts, socket);
        }
    }

    /** The names are not in DNS, so the socket is connected already. */
    private static void connect(TlsContexts contexts, String client, String serverName, Socket connected)
            throws IOException {
        var sockets = contexts.client(client).sslContext().getSocketFactory();
        try (var socket = sockets.createSocket(connected, serverName, connected.getPort(), true)) {
            // The response is preceded by the session ticket that the next connection resumes with.
            exchange(
                    socket,
                    "HEAD /icon.svg HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n"
                            .formatted(serverName)
                            .getBytes(StandardCharsets.US_ASCII));
        }
    }

    private static void exchange(Socket socket, byte[] message) throws IOException {
        socket.getOutputStream().write(message);
        socket.getInputStream().transferTo(OutputStream.nullOutputStream());
    }
}
