package io.unifiedtls;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * An application protocol, negotiated during the handshake by ALPN (RFC 7301; PEP 748, "Protocol Negotiation").
 *
 * <p>Immutable; protocols with the same bytes are equal.
 */
public final class NextProtocol {

    /** HTTP/2 over TLS. */
    public static final NextProtocol H2 = of("h2");

    /** HTTP/2 over TCP. */
    public static final NextProtocol H2C = of("h2c");

    /** HTTP/1.1. */
    public static final NextProtocol HTTP1 = of("http/1.1");

    /** WebRTC media and data. */
    public static final NextProtocol WEBRTC = of("webrtc");

    /** Confidential WebRTC media and data. */
    public static final NextProtocol C_WEBRTC = of("c-webrtc");

    /** FTP. */
    public static final NextProtocol FTP = of("ftp");

    /** NAT discovery with STUN. */
    public static final NextProtocol STUN = of("stun.nat-discovery");

    /** TURN. */
    public static final NextProtocol TURN = of("stun.turn");

    private final byte[] bytes;

    private NextProtocol(byte[] bytes) {
        // RFC 7301 3.1: opaque ProtocolName<1..2^8-1>
        if (bytes.length == 0 || bytes.length > 255) {
            throw new IllegalArgumentException(
                    "an ALPN protocol must have 1 to 255 bytes, not %d".formatted(bytes.length));
        }
        this.bytes = bytes;
    }

    /** Returns the protocol with these bytes on the wire. */
    public static NextProtocol of(byte[] bytes) {
        return new NextProtocol(bytes.clone());
    }

    /** Returns the protocol with this name, encoded in UTF-8 (RFC 7301). */
    public static NextProtocol of(String name) {
        return new NextProtocol(name.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the bytes on the wire. */
    public byte[] bytes() {
        return this.bytes.clone();
    }

    /** Returns the form that {@code javax.net.ssl} expects: each byte as one character (ISO 8859-1). */
    public String wireName() {
        return new String(this.bytes, StandardCharsets.ISO_8859_1);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NextProtocol protocol && Arrays.equals(this.bytes, protocol.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(this.bytes);
    }

    /** Returns the name, or the bytes in hexadecimal if they are not valid UTF-8. */
    @Override
    public String toString() {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(this.bytes))
                    .toString();
        } catch (CharacterCodingException notText) {
            return "0x" + HexFormat.of().formatHex(this.bytes);
        }
    }
}
