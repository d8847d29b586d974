package io.unifiedtls.test;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Writes PEM (RFC 7468). */
final class Pem {

    private Pem() {}

    static byte[] encode(String label, byte[] content) {
        var base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
                .formatted(label, base64, label)
                .getBytes(StandardCharsets.US_ASCII);
    }

    static byte[] join(Iterable<byte[]> files) {
        var joined = new ByteArrayOutputStream();
        files.forEach(joined::writeBytes);
        return joined.toByteArray();
    }
}
