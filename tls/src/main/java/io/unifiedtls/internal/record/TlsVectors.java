package io.unifiedtls.internal.record;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/** Reads the numbers and vectors of TLS messages (RFC 8446, section 3). */
final class TlsVectors {

    private TlsVectors() {}

    static int u8(ByteBuffer buffer) {
        return buffer.get() & 0xFF;
    }

    static int u16(ByteBuffer buffer) {
        return buffer.getShort() & 0xFFFF;
    }

    static void skip(ByteBuffer buffer, int length) {
        if (length > buffer.remaining()) {
            throw new BufferUnderflowException();
        }
        buffer.position(buffer.position() + length);
    }

    /** Returns the next bytes, which are not copied. */
    static ByteBuffer slice(ByteBuffer buffer, int length) {
        if (length > buffer.remaining()) {
            throw new BufferUnderflowException();
        }
        var slice = buffer.slice(buffer.position(), length);
        buffer.position(buffer.position() + length);
        return slice;
    }

    /** Returns the vector that is next, with its length in one byte in front. */
    static ByteBuffer vector8(ByteBuffer buffer) {
        return slice(buffer, u8(buffer));
    }

    /** Returns the vector that is next, with its length in two bytes in front. */
    static ByteBuffer vector16(ByteBuffer buffer) {
        return slice(buffer, u16(buffer));
    }

    static byte[] bytes(ByteBuffer buffer) {
        var bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }
}
