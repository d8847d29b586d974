package io.unifiedtls.autoconfigure.web.tomcat;

import java.nio.ByteBuffer;

import io.unifiedtls.internal.engine.RecordHeader;

/** The first TLS record of a connection (RFC 8446, sections 4 and 5.1). */
final class ClientHelloRecord {

    /** The type of a record that a handshake begins with. */
    static final byte HANDSHAKE = 22;

    private static final byte CLIENT_HELLO = 1;

    /** Type, version and length of a record. */
    private static final int RECORD_HEADER = 5;

    /** Type and length of a handshake message. */
    private static final int MESSAGE_HEADER = 4;

    private ClientHelloRecord() {}

    /** Returns whether a handshake begins here, in a record that cannot be one. */
    static boolean isMalformed(ByteBuffer received) {
        return received.hasRemaining()
                && received.get(0) == HANDSHAKE
                && RecordHeader.firstFault(received).isPresent();
    }

    /** Returns whether these are the first bytes of a ClientHello that does not fit into its first record. */
    static boolean isFirstOfSeveral(ByteBuffer received) {
        if (received.remaining() < RECORD_HEADER || received.get(0) != HANDSHAKE) {
            return false;
        }
        var record = received.getShort(3) & 0xFFFF;
        if (record < MESSAGE_HEADER) {
            return record > 0;
        }
        return received.remaining() >= RECORD_HEADER + MESSAGE_HEADER
                && received.get(RECORD_HEADER) == CLIENT_HELLO
                && MESSAGE_HEADER + (received.getInt(RECORD_HEADER) & 0xFFFFFF) > record;
    }
}
