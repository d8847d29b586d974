package io.unifiedtls.internal.engine;

import java.nio.ByteBuffer;
import java.util.Optional;

import io.unifiedtls.AlertDescription;

/**
 * What a record begins with (RFC 8446, section 5.1). Libraries wait for as many bytes as it says, some take anything
 * for a length, and each answers in its own way, or not at all, to what begins no record.
 */
public final class RecordHeader {

    /** Why no record begins so, and waiting for the rest would be in vain. */
    public enum Fault {
        NOT_TLS(AlertDescription.UNEXPECTED_MESSAGE, "not an SSL/TLS record"),
        NO_RECORD(AlertDescription.UNEXPECTED_MESSAGE, "invalid TLS record: unknown content type or version"),
        EMPTY(AlertDescription.UNEXPECTED_MESSAGE, "a TLS record is empty; only application data records may be"),
        NO_LEVEL(AlertDescription.ILLEGAL_PARAMETER, "a TLS alert is neither a warning nor fatal"),
        TOO_LARGE(AlertDescription.RECORD_OVERFLOW, "a TLS record is larger than allowed");

        private final AlertDescription alert;

        private final String message;

        Fault(AlertDescription alert, String message) {
            this.alert = alert;
            this.message = message;
        }

        /** Returns what to tell the peer. */
        public AlertDescription alert() {
            return this.alert;
        }

        /** Returns what to tell a person. */
        public String message() {
            return this.message;
        }
    }

    /** Type, version and length. */
    public static final int LENGTH = 5;

    /** The header, and what follows it in an alert that is not encrypted. */
    public static final int WITH_ALERT = LENGTH + 2;

    private static final int CHANGE_CIPHER_SPEC = 20;

    private static final int ALERT = 21;

    private static final int HANDSHAKE = 22;

    private static final int DATA = 23;

    private static final int MAJOR_VERSION = 3;

    // 2^14 + 320 bytes: what every library has room for, and more than any cipher suite needs. RFC 5246 6.2.3 would
    // allow 2^14 + 2048 for compression, RFC 8446 5.2 allows 2^14 + 256.
    private static final int LARGEST = (1 << 14) + 320;

    /** A heartbeat (RFC 6520), which nobody offers. */
    private static final int UNOFFERED = 24;

    /** Long enough for a nonce and a tag of any cipher suite. */
    private static final int FORGED = 64;

    private RecordHeader() {}

    /** Returns what is wrong with the first record of a connection, as far as its header is there. */
    public static Optional<Fault> firstFault(ByteBuffer records) {
        if (records.remaining() < LENGTH) {
            return Optional.empty();
        }
        var type = records.get(records.position());
        var version = records.get(records.position() + 1);
        return (type == HANDSHAKE || type == ALERT) && version == MAJOR_VERSION
                ? fault(records)
                : Optional.of(Fault.NOT_TLS);
    }

    /** Returns what is wrong with the record that begins here, as far as its header is there. */
    public static Optional<Fault> fault(ByteBuffer records) {
        if (records.remaining() < LENGTH) {
            return Optional.empty();
        }
        var start = records.position();
        var type = records.get(start);
        if (type < CHANGE_CIPHER_SPEC || type > DATA || records.get(start + 1) != MAJOR_VERSION) {
            return Optional.of(Fault.NO_RECORD);
        }
        var length = length(records);
        if (length > LARGEST) {
            return Optional.of(Fault.TOO_LARGE);
        }
        if (length == 0 && type != DATA) {
            return Optional.of(Fault.EMPTY);
        }
        return hasNoLevel(records, type, length) ? Optional.of(Fault.NO_LEVEL) : Optional.empty();
    }

    /** Returns whether the whole record that begins here is there. */
    public static boolean isComplete(ByteBuffer records) {
        return records.remaining() >= LENGTH && records.remaining() - LENGTH >= length(records);
    }

    private static int length(ByteBuffer records) {
        var start = records.position();
        return (records.get(start + 3) & 0xFF) << 8 | records.get(start + 4) & 0xFF;
    }

    /** Only an alert that is not encrypted is of two bytes: the level and the description. */
    private static boolean hasNoLevel(ByteBuffer records, int type, int length) {
        if (type != ALERT || length != 2 || records.remaining() < WITH_ALERT) {
            return false;
        }
        var level = records.get(records.position() + LENGTH);
        return level != 1 && level != 2;
    }

    /**
     * Returns a record that every library refuses with an alert, under keys since it is shorter than any tag; the JDK's
     * library sends {@code handshake_failure} then.
     */
    static ByteBuffer tooShort() {
        return ByteBuffer.wrap(new byte[] {DATA, MAJOR_VERSION, MAJOR_VERSION, 0, 1, 0});
    }

    /**
     * Returns a record that every library refuses with an alert under the keys of the moment: data that cannot be
     * decrypted, or come before there are keys.
     */
    public static ByteBuffer refused() {
        return forged(DATA, FORGED);
    }

    /** Returns a record for which a library that knows the right alert for a fault sends that one. */
    public static ByteBuffer refused(Fault fault) {
        return switch (fault.alert()) {
            case RECORD_OVERFLOW -> forged(DATA, LARGEST + 1);
            case UNEXPECTED_MESSAGE -> forged(UNOFFERED, FORGED);
            default -> refused();
        };
    }

    /** Returns the header of a record that claims the largest length: nothing else of it need be there. */
    public static ByteBuffer endless() {
        return ByteBuffer.wrap(new byte[] {DATA, MAJOR_VERSION, MAJOR_VERSION, -1, -1});
    }

    private static ByteBuffer forged(int type, int length) {
        return ByteBuffer.wrap(new byte[LENGTH + length])
                .put(0, (byte) type)
                .put(1, (byte) MAJOR_VERSION)
                .put(2, (byte) MAJOR_VERSION)
                .putShort(3, (short) length);
    }
}
