package io.unifiedtls.autoconfigure.web.netty;

import io.netty.buffer.ByteBuf;

/** What a handshake begins with. */
final class ClientHelloRecord {

    /** The type of a TLS record that a handshake begins with (RFC 8446, section 5.1). */
    private static final int HANDSHAKE_RECORD = 22;

    /** The first byte of the version in every TLS record, up to TLS 1.3. */
    private static final int MAJOR_VERSION = 3;

    private ClientHelloRecord() {}

    /** Returns whether such a record begins here, though it may not be there whole. */
    static boolean begins(ByteBuf records) {
        var start = records.readerIndex();
        return records.readableBytes() >= 2
                && records.getUnsignedByte(start) == HANDSHAKE_RECORD
                && records.getUnsignedByte(start + 1) == MAJOR_VERSION;
    }
}
