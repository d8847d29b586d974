package io.unifiedtls.test.session;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.unifiedtls.ServerContext;
import io.unifiedtls.TlsBuffer;
import io.unifiedtls.TlsException;
import io.unifiedtls.WantReadException;

/** {@code openssl s_client}, which keeps a session in a file and offers it whatever the name. */
public final class OpenSslClient {

    private final Path session;

    public OpenSslClient(Path session) {
        this.session = session;
    }

    /** Connects, keeps the session, and returns what the client says. */
    public String keep(ServerContext server, String... options) throws Exception {
        return connect(server, false, "-sess_out", options);
    }

    /** Connects with the session that was kept, and returns what the client says. */
    public String offer(ServerContext server, String... options) throws Exception {
        return connect(server, false, "-sess_in", options);
    }

    /** Connects with the session that was kept, and ends the connection with a record that cannot be decrypted. */
    public String offerAndBreak(ServerContext server, String... options) throws Exception {
        return connect(server, true, "-sess_in", options);
    }

    private String connect(ServerContext server, boolean broken, String use, String... options) throws Exception {
        try (var listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var command = new ArrayList<>(List.of("timeout", "30", "openssl", "s_client", "-ign_eof"));
            command.addAll(List.of("-connect", "127.0.0.1:" + listener.getLocalPort()));
            // A server that sends no ticket leaves no session, and openssl does not start without the file.
            if (use.equals("-sess_out") || Files.exists(this.session)) {
                command.addAll(List.of(use, this.session.toString()));
            }
            command.addAll(List.of(options));
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            listener.setSoTimeout(20_000);
            try (var socket = listener.accept()) {
                socket.setSoTimeout(20_000);
                serve(server.createBuffer(), socket, broken);
            }
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void serve(TlsBuffer buffer, Socket socket, boolean broken) throws IOException {
        while (!handshake(buffer, socket)) {
            var received = new byte[1 << 14];
            var length = socket.getInputStream().read(received);
            if (length < 0) {
                throw new IOException("the client has gone");
            }
            buffer.processIncoming(ByteBuffer.wrap(received, 0, length));
        }
        if (broken) {
            refuse(buffer);
        } else {
            buffer.write(ByteBuffer.wrap(new byte[] {'!', '\n'}));
            end(buffer);
        }
        send(buffer, socket);
    }

    private static boolean handshake(TlsBuffer buffer, Socket socket) throws IOException {
        try {
            buffer.doHandshake();
            return true;
        } catch (WantReadException more) {
            return false;
        } finally {
            send(buffer, socket);
        }
    }

    private static void refuse(TlsBuffer buffer) throws TlsException {
        try {
            buffer.processIncoming(ByteBuffer.allocate(5 + 32)
                    .put(new byte[] {23, 3, 3, 0, 32})
                    .rewind());
            buffer.read(1);
            throw new IllegalStateException("the record was decrypted");
        } catch (WantReadException ignored) {
            throw new IllegalStateException("the record was not read");
        } catch (TlsException badRecord) {
            // The alert is sent next.
        }
    }

    private static void end(TlsBuffer buffer) throws TlsException {
        try {
            buffer.shutdown();
        } catch (WantReadException noAnswerYet) {
            // Nobody waits for it.
        }
    }

    private static void send(TlsBuffer buffer, Socket socket) throws IOException {
        for (var bytes = buffer.processOutgoing(1 << 16); bytes.length > 0; bytes = buffer.processOutgoing(1 << 16)) {
            socket.getOutputStream().write(bytes);
        }
    }
}
