package io.unifiedtls.test;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;

import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;

/** ClientHellos of real clients, as records. */
public final class ClientHellos {

    private static final int RECORD_HEADER = 5;

    private ClientHellos() {}

    /** Returns what the JDK sends for a server name, or without one if it is empty. */
    public static byte[] ofJdk(String serverName, String... protocols) {
        try {
            var engine = SSLContext.getDefault().createSSLEngine();
            engine.setUseClientMode(true);
            engine.setEnabledProtocols(protocols);
            var parameters = engine.getSSLParameters();
            parameters.setServerNames(
                    serverName.isEmpty() ? List.of() : List.<SNIServerName>of(new SNIHostName(serverName)));
            engine.setSSLParameters(parameters);
            var hello = ByteBuffer.allocate(1 << 15);
            engine.wrap(ByteBuffer.allocate(0), hello);
            return Arrays.copyOf(hello.array(), hello.position());
        } catch (GeneralSecurityException | SSLException exception) {
            throw new IllegalStateException(exception);
        }
    }

    /** Returns the first record that a command sends to {@code PORT} of the loopback address, which it is told. */
    public static byte[] ofCommand(String commandLine) throws IOException {
        try (var listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            listener.setSoTimeout(30_000);
            var command = commandLine.replace("PORT", Integer.toString(listener.getLocalPort()));
            var process = new ProcessBuilder(command.split(" "))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try (var connection = listener.accept()) {
                var input = new DataInputStream(connection.getInputStream());
                var header = input.readNBytes(RECORD_HEADER);
                return join(header, input.readNBytes((header[3] & 0xFF) << 8 | (header[4] & 0xFF)));
            } finally {
                process.destroyForcibly();
            }
        }
    }

    /** Returns the same message in records that hold so many bytes at most. */
    public static byte[] reframed(byte[] hello, int most) {
        var records = new ByteArrayOutputStream();
        for (int from = RECORD_HEADER; from < hello.length; from += most) {
            var payload = Arrays.copyOfRange(hello, from, Math.min(hello.length, from + most));
            records.write(hello, 0, 3);
            records.write(payload.length >> 8);
            records.write(payload.length);
            records.writeBytes(payload);
        }
        return records.toByteArray();
    }

    private static byte[] join(byte[] first, byte[] second) {
        var joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }
}
