package io.unifiedtls.internal.record;

import java.nio.ByteBuffer;
import java.util.Optional;

import io.unifiedtls.AlertDescription;

/**
 * What is wrong with the header of a record (RFC 8446, section 5.1), so that it is in vain to wait for the rest.
 * Libraries wait for as many bytes as it specifies, some accept any length, and each responds in its own way, or not at
 * all, to what is not a record.
 */
public enum RecordFault {
    NOT_TLS(AlertDescription.UNEXPECTED_MESSAGE, "not an SSL/TLS record"),
    UNKNOWN(AlertDescription.UNEXPECTED_MESSAGE, "invalid TLS record: unknown content type or version"),
    EMPTY(AlertDescription.UNEXPECTED_MESSAGE, "a TLS record is empty; only application data records may be"),
    NO_ALERT_LEVEL(AlertDescription.ILLEGAL_PARAMETER, "a TLS alert is neither a warning nor fatal"),
    TOO_LARGE(AlertDescription.RECORD_OVERFLOW, "a TLS record is larger than allowed");

    // 2^14 + 320 bytes: what every library has room for, and more than any cipher suite needs. RFC 5246 6.2.3 would
    // allow 2^14 + 2048 for compression, RFC 8446 5.2 allows 2^14 + 256.
    static final int LARGEST_FRAGMENT = (1 << 14) + 320;

    private static final int WARNING = 1;

    private final AlertDescription alert;

    private final String message;

    RecordFault(AlertDescription alert, String message) {
        this.alert = alert;
        this.message = message;
    }

    /** Returns the alert for the peer. */
    public AlertDescription alert() {
        return this.alert;
    }

    /** Returns the text of the error. */
    public String message() {
        return this.message;
    }

    /** Returns what is wrong with the first record of a connection; empty while its header is incomplete. */
    public static Optional<RecordFault> ofFirst(ByteBuffer records) {
        if (records.remaining() < TlsRecord.HEADER_LENGTH) {
            return Optional.empty();
        }
        var type = records.get(records.position());
        var version = records.get(records.position() + 1);
        return (type == TlsRecord.HANDSHAKE || type == TlsRecord.ALERT) && version == TlsRecord.MAJOR_VERSION
                ? of(records)
                : Optional.of(NOT_TLS);
    }

    /** Returns what is wrong with the record that begins here; empty while its header is incomplete. */
    public static Optional<RecordFault> of(ByteBuffer records) {
        if (records.remaining() < TlsRecord.HEADER_LENGTH) {
            return Optional.empty();
        }
        var start = records.position();
        var type = records.get(start);
        if (type < TlsRecord.CHANGE_CIPHER_SPEC
                || type > TlsRecord.APPLICATION_DATA
                || records.get(start + 1) != TlsRecord.MAJOR_VERSION) {
            return Optional.of(UNKNOWN);
        }
        var length = TlsRecord.fragmentLength(records);
        if (length > LARGEST_FRAGMENT) {
            return Optional.of(TOO_LARGE);
        }
        if (length == 0 && type != TlsRecord.APPLICATION_DATA) {
            return Optional.of(EMPTY);
        }
        return hasNoLevel(records, type, length) ? Optional.of(NO_ALERT_LEVEL) : Optional.empty();
    }

    /** Only an alert that is not encrypted has two bytes: the level and the description. */
    private static boolean hasNoLevel(ByteBuffer records, int type, int length) {
        if (type != TlsRecord.ALERT || length != 2 || records.remaining() < TlsRecord.ALERT_LENGTH) {
            return false;
        }
        var level = records.get(records.position() + TlsRecord.HEADER_LENGTH);
        return level != WARNING && level != AlertRecord.FATAL;
    }
}
