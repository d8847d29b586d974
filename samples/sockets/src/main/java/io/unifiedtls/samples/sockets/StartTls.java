package io.unifiedtls.samples.sockets;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

import io.unifiedtls.ClientContext;
import io.unifiedtls.TlsSocket;

/** A connection that begins without TLS. */
final class StartTls {

    private StartTls() {}

    // tag::starttls[]
    /** Continues with TLS after the server has agreed; nothing that it said before is to be trusted. */
    static TlsSocket startTls(ClientContext client, SocketChannel channel, String serverName) throws IOException {
        channel.write(ByteBuffer.wrap("STARTTLS\r\n".getBytes(StandardCharsets.US_ASCII)));
        requireAgreement(channel);
        var socket = client.secure(channel, serverName);
        socket.doHandshake();
        return socket;
    }
    // end::starttls[]

    /** Reads a line, and nothing behind it. */
    private static void requireAgreement(SocketChannel channel) throws IOException {
        var one = ByteBuffer.allocate(1);
        var line = new StringBuilder();
        while (line.indexOf("\n") < 0 && channel.read(one.clear()) > 0) {
            line.append((char) one.get(0));
        }
        if (!line.toString().startsWith("220 ")) {
            throw new IOException(
                    "the server refused STARTTLS: " + line.toString().strip());
        }
    }
}
