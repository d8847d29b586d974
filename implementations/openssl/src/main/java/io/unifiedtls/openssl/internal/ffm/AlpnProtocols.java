package io.unifiedtls.openssl.internal.ffm;

import java.io.ByteArrayOutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** ALPN protocols as JSSE writes them, one character a byte, and on the wire: each after its length (RFC 7301). */
final class AlpnProtocols {

    private AlpnProtocols() {}

    /** Has the connection of a client offer protocols. */
    static void offer(List<String> protocols, long ssl) {
        var bytes = new ByteArrayOutputStream();
        for (var protocol : protocols) {
            var name = protocol.getBytes(StandardCharsets.ISO_8859_1);
            bytes.write(name.length);
            bytes.writeBytes(name);
        }
        try (var arena = Arena.ofConfined()) {
            var list = arena.allocateFrom(ValueLayout.JAVA_BYTE, bytes.toByteArray());
            // Unlike other functions, it returns 0 if it has worked.
            if (LibSsl.SSL_SET_ALPN_PROTOS.call(ssl, list, bytes.size()) != 0) {
                throw new IllegalArgumentException("OpenSSL refused the ALPN protocols " + protocols);
            }
        }
    }

    /** Returns the protocols that a client offers. */
    static List<String> read(byte[] offered) {
        var protocols = new ArrayList<String>();
        for (int i = 0; i < offered.length; i += 1 + (offered[i] & 0xFF)) {
            protocols.add(new String(offered, i + 1, offered[i] & 0xFF, StandardCharsets.ISO_8859_1));
        }
        return protocols;
    }

    /** Returns where in an offer the length of a protocol is; empty if it is not offered. */
    static Optional<Integer> position(byte[] offered, String protocol) {
        for (int i = 0; i < offered.length; i += 1 + (offered[i] & 0xFF)) {
            if (protocol.equals(new String(offered, i + 1, offered[i] & 0xFF, StandardCharsets.ISO_8859_1))) {
                return Optional.of(i);
            }
        }
        return Optional.empty();
    }

    /** Returns the protocol that was negotiated; empty text if there is none. */
    static String negotiated(long ssl) {
        try (var arena = Arena.ofConfined()) {
            var name = arena.allocate(ValueLayout.JAVA_LONG);
            var length = arena.allocate(ValueLayout.JAVA_INT);
            LibSsl.SSL_GET0_ALPN_SELECTED.call(ssl, name, length);
            var bytes = NativeText.view(name.get(ValueLayout.JAVA_LONG, 0), length.get(ValueLayout.JAVA_INT, 0));
            return new String(bytes.toArray(ValueLayout.JAVA_BYTE), StandardCharsets.ISO_8859_1);
        }
    }
}
