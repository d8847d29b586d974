package io.unifiedtls.internal.record;

import java.nio.ByteBuffer;

/**
 * A TLS record: a header of content type, version and length, then the fragment (RFC 8446, section 5.1). All methods
 * read from the position of a buffer, which may have any byte order, and do not move it.
 */
public final class TlsRecord {

    /** The length of type, version and length. */
    public static final int HEADER_LENGTH = 5;

    /** The length of a record with an alert that is not encrypted: its level and its description follow the header. */
    public static final int ALERT_LENGTH = HEADER_LENGTH + 2;

    /** The content type of a change of keys; TLS 1.3 ignores it. */
    public static final int CHANGE_CIPHER_SPEC = 20;

    /** The content type of an alert. */
    public static final int ALERT = 21;

    /** The content type of a handshake message. */
    public static final int HANDSHAKE = 22;

    /** The content type of data, and of everything that is encrypted in TLS 1.3. */
    public static final int APPLICATION_DATA = 23;

    /** The first byte of the version, from SSL 3.0 to TLS 1.3. */
    static final int MAJOR_VERSION = 3;

    private static final int LENGTH = 3;

    private TlsRecord() {}

    /** Returns whether a handshake message begins here, which may not be complete yet. */
    public static boolean isHandshake(ByteBuffer records) {
        return records.remaining() >= 2
                && records.get(records.position()) == HANDSHAKE
                && records.get(records.position() + 1) == MAJOR_VERSION;
    }

    /** Returns whether the record that begins here is complete. */
    public static boolean isComplete(ByteBuffer records) {
        return records.remaining() >= HEADER_LENGTH && records.remaining() - HEADER_LENGTH >= fragmentLength(records);
    }

    /** Returns the length of the fragment, from a complete header. */
    static int fragmentLength(ByteBuffer records) {
        var start = records.position() + LENGTH;
        return (records.get(start) & 0xFF) << 8 | records.get(start + 1) & 0xFF;
    }
}
