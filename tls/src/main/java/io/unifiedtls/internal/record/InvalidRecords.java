package io.unifiedtls.internal.record;

import java.nio.ByteBuffer;

/**
 * Records to show to a library so that it refuses them: once there are keys, only the library can send an alert to the
 * peer.
 */
public final class InvalidRecords {

    /** Long enough for the nonce and the tag of any cipher suite. */
    private static final int FRAGMENT_LENGTH = 64;

    /** A heartbeat (RFC 6520), which is never offered. */
    private static final int HEARTBEAT = 24;

    private InvalidRecords() {}

    /**
     * Returns a record that every library refuses with an alert, even under keys, since it is shorter than any tag; the
     * JDK's library sends {@code handshake_failure}.
     */
    public static ByteBuffer tooShort() {
        return record(TlsRecord.APPLICATION_DATA, 1);
    }

    /**
     * Returns a record that every library refuses with an alert under its current keys: data that cannot be decrypted,
     * or that comes before there are keys.
     */
    public static ByteBuffer undecryptable() {
        return record(TlsRecord.APPLICATION_DATA, FRAGMENT_LENGTH);
    }

    /** Returns a record for which a library that knows the right alert for a fault sends that one. */
    public static ByteBuffer with(RecordFault fault) {
        return switch (fault.alert()) {
            case RECORD_OVERFLOW -> record(TlsRecord.APPLICATION_DATA, RecordFault.LARGEST_FRAGMENT + 1);
            case UNEXPECTED_MESSAGE -> record(HEARTBEAT, FRAGMENT_LENGTH);
            default -> undecryptable();
        };
    }

    /** Returns only the header of a record, which claims the largest length that a header can. */
    public static ByteBuffer endless() {
        return header(TlsRecord.APPLICATION_DATA, 0xFFFF, 0);
    }

    private static ByteBuffer record(int type, int length) {
        return header(type, length, length);
    }

    private static ByteBuffer header(int type, int length, int following) {
        return ByteBuffer.allocate(TlsRecord.HEADER_LENGTH + following)
                .put(0, (byte) type)
                .put(1, (byte) TlsRecord.MAJOR_VERSION)
                .put(2, (byte) TlsRecord.MAJOR_VERSION)
                .putShort(3, (short) length);
    }
}
