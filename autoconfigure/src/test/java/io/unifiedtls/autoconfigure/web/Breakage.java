package io.unifiedtls.autoconfigure.web;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

import io.unifiedtls.AlertDescription;

/** What a client may send in place of the right record, in plain, whatever the keys. */
enum Breakage {
    /** A record of a type that there is not. */
    UNKNOWN_TYPE(record(99, 1)),

    /** A heartbeat, which nobody offered. */
    UNOFFERED_TYPE(record(24, 1, 0, 0)),

    /** The header of a record that is larger than any may be. */
    OVERSIZED_RECORD(new byte[] {22, 3, 3, -1, -1}),

    /** A record of data that is larger than any may be, and whole. */
    OVERSIZED_DATA(oversized()),

    EMPTY_HANDSHAKE_RECORD(record(22)),

    EMPTY_ALERT_RECORD(record(21)),

    EMPTY_CHANGE_CIPHER_SPEC(record(20)),

    LONG_CHANGE_CIPHER_SPEC(record(20, 1, 1)),

    /** Data before there are keys. */
    PLAIN_DATA(record(23, 71, 69, 84)),

    /** The end of a handshake that has not happened. */
    FINISHED(record(22, 20, 0, 0, 12, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12)),

    /** What only a server says. */
    SERVER_HELLO_DONE(record(22, 14, 0, 0, 0)),

    UNKNOWN_MESSAGE(record(22, 77, 0, 0, 1, 0)),

    OVERSIZED_MESSAGE(record(22, 16, -1, -1, -1, 0)),

    OLD_VERSION(new byte[] {22, 2, 0, 0, 4, 0, 0, 0, 0}),

    PLAIN_HTTP("GET /?secret HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII)),

    UNKNOWN_ALERT_LEVEL(record(21, 7, 10)),

    FATAL_ALERT(record(21, 2, 80));

    /** What libraries say of these where nothing is encrypted; BouncyCastle has one word for a message too large. */
    static final List<AlertDescription> PLAIN = List.of(
            AlertDescription.UNEXPECTED_MESSAGE,
            AlertDescription.RECORD_OVERFLOW,
            AlertDescription.ILLEGAL_PARAMETER,
            AlertDescription.DECODE_ERROR,
            AlertDescription.INTERNAL_ERROR);

    /**
     * What they say where it had to be encrypted: {@code bad_record_mac} by the RFC, but SunJSSE and BouncyCastle have
     * other words for what is shorter than a tag, and BouncyCastle reads on in plain.
     */
    static final List<AlertDescription> UNDER_KEYS = List.of(
            AlertDescription.BAD_RECORD_MAC,
            AlertDescription.UNEXPECTED_MESSAGE,
            AlertDescription.HANDSHAKE_FAILURE,
            AlertDescription.DECODE_ERROR,
            AlertDescription.INTERNAL_ERROR);

    private final byte[] bytes;

    Breakage(byte[] bytes) {
        this.bytes = bytes;
    }

    byte[] bytes() {
        return this.bytes.clone();
    }

    boolean isFatalAlert() {
        return this == FATAL_ALERT;
    }

    boolean isHttp() {
        return this == PLAIN_HTTP;
    }

    /** Returns whether a connection that begins so is not one of TLS. */
    boolean isNotTls() {
        return (this.bytes[0] != 21 && this.bytes[0] != 22) || this.bytes[1] != 3;
    }

    static byte[] record(int type, int... payload) {
        var record = ByteBuffer.allocate(5 + payload.length)
                .put(new byte[] {(byte) type, 3, 3})
                .putShort((short) payload.length);
        for (int one : payload) {
            record.put((byte) one);
        }
        return record.array();
    }

    private static byte[] oversized() {
        var length = (1 << 14) + 2049;
        return ByteBuffer.allocate(5 + length)
                .put(new byte[] {23, 3, 3})
                .putShort((short) length)
                .array();
    }
}
