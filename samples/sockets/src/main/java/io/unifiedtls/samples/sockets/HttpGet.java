package io.unifiedtls.samples.sockets;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import io.unifiedtls.ClientContext;
import io.unifiedtls.ConnectTarget;
import io.unifiedtls.RaggedEofException;

/** A client that gets one page. */
final class HttpGet {

    private HttpGet() {}

    // tag::get[]
    static String get(ClientContext client, String host, int port) throws IOException {
        var target = ConnectTarget.builder(host, port)
                .connectTimeout(Duration.ofSeconds(3))
                .handshakeTimeout(Duration.ofSeconds(5))
                .build();
        try (var socket = client.connect(target)) {
            socket.setTimeout(Duration.ofSeconds(10));
            var request = "GET / HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n".formatted(host);
            socket.outputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.inputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (RaggedEofException truncated) {
            throw new IOException("the answer may be truncated", truncated);
        }
    }
    // end::get[]
}
