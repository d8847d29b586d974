package io.unifiedtls.internal.engine;

import java.nio.ByteBuffer;
import java.util.Optional;

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

    /** Returns the fatal alert of the record at this position, if that is what it is. */
    static Optional<AlertDescription> read(ByteBuffer received, int start) {
        return isFatalAlert(received, start)
                ? AlertDescription.of(received.get(start + DESCRIPTION) & 0xFF)
                : Optional.empty();
    }

    private static boolean isFatalAlert(ByteBuffer records, int start) {
        return records.limit() - start >= LENGTH
                && records.get(start) == 21
                && records.get(start + 3) == 0
                && records.get(start + 4) == 2
                && records.get(start + 5) == 2;
    }

    /**
     * Says another alert instead, if the bytes that end at the buffer's position are such a record and nothing else.
     */
    static void replace(ByteBuffer written, int length, AlertDescription alert) {
        var start = written.position() - length;
        if (length == LENGTH && isFatalAlert(written, start)) {
            written.put(start + DESCRIPTION, (byte) alert.code());
        }
    }
}
