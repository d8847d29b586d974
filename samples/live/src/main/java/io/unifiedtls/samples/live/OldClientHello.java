package io.unifiedtls.samples.live;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The first message of a client that has not been updated for a decade. */
final class OldClientHello {

    private static final short TLS_1_1 = 0x0302;

    private static final short TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA = (short) 0xC013;

    private OldClientHello() {}

    /** Returns a ClientHello of TLS 1.1 (RFC 4346, section 7.4.1.2) in a record, with a server name. */
    static byte[] of(String serverName) {
        var name = serverName.getBytes(StandardCharsets.US_ASCII);
        var extension = ByteBuffer.allocate(name.length + 9)
                .putShort((short) 0) // server_name (RFC 6066, section 3)
                .putShort((short) (name.length + 5))
                .putShort((short) (name.length + 3))
                .put((byte) 0)
                .putShort((short) name.length)
                .put(name)
                .array();
        var body = ByteBuffer.allocate(43 + extension.length)
                .putShort(TLS_1_1)
                .put(new byte[32]) // random
                .put((byte) 0) // no session
                .putShort((short) 2)
                .putShort(TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA)
                .putShort((short) 0x0100) // no compression
                .putShort((short) extension.length)
                .put(extension)
                .array();
        return ByteBuffer.allocate(9 + body.length)
                .put((byte) 22) // handshake
                .putShort(TLS_1_1)
                .putShort((short) (4 + body.length))
                .putInt((1 << 24) | body.length) // client_hello
                .put(body)
                .array();
    }
}
