package io.unifiedtls.internal.engine;

import java.nio.ByteBuffer;

import io.unifiedtls.AlertDescription;

/** A fatal alert in a record of its own that is not encrypted yet (RFC 8446, sections 5.1 and 6). */
final class AlertRecord {

    /** A header of five bytes, the level and the description. */
    static final int LENGTH = 7;

    private static final int DESCRIPTION = 6;

    private AlertRecord() {}

    /** Writes the alert into a buffer that has room for it. */
    static void write(AlertDescription alert, ByteBuffer destination) {
        // Byte by byte: the buffer may have any byte order.
        destination.put(new byte[] {21, 3, 3, 0, 2, 2, (byte) alert.code()});
    }

    /**
     * Says another alert instead, if the bytes that end at the buffer's position are such a record and nothing else.
     */
    static void replace(ByteBuffer written, int length, AlertDescription alert) {
        var start = written.position() - length;
        if (length == LENGTH
                && written.get(start) == 21
                && written.get(start + 3) == 0
                && written.get(start + 4) == 2
                && written.get(start + 5) == 2) {
            written.put(start + DESCRIPTION, (byte) alert.code());
        }
    }
}
