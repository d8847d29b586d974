package io.unifiedtls.internal.record;

import java.nio.ByteBuffer;
import java.util.Optional;

import io.unifiedtls.AlertDescription;

/** A record with a fatal alert that is not encrypted (RFC 8446, sections 5.1 and 6). */
public final class AlertRecord {

    /** The length of the record. */
    public static final int LENGTH = TlsRecord.ALERT_LENGTH;

    static final int FATAL = 2;

    private static final int LEVEL = TlsRecord.HEADER_LENGTH;

    private static final int DESCRIPTION = LEVEL + 1;

    private AlertRecord() {}

    /** Returns the record of an alert. */
    public static byte[] of(AlertDescription alert) {
        return new byte[] {
            TlsRecord.ALERT, TlsRecord.MAJOR_VERSION, TlsRecord.MAJOR_VERSION, 0, 2, FATAL, (byte) alert.code()
        };
    }

    /** Returns the alert in the record at this index, if it is one. */
    public static Optional<AlertDescription> read(ByteBuffer received, int start) {
        return isFatalAlert(received, start)
                ? AlertDescription.of(received.get(start + DESCRIPTION) & 0xFF)
                : Optional.empty();
    }

    private static boolean isFatalAlert(ByteBuffer records, int start) {
        return records.limit() - start >= LENGTH
                && records.get(start) == TlsRecord.ALERT
                && records.get(start + 3) == 0
                && records.get(start + 4) == 2
                && records.get(start + LEVEL) == FATAL;
    }

    /** Replaces the alert, if the bytes that end at the buffer's position are such a record and nothing else. */
    public static void replace(ByteBuffer written, int length, AlertDescription alert) {
        var start = written.position() - length;
        if (length == LENGTH && isFatalAlert(written, start)) {
            written.put(start + DESCRIPTION, (byte) alert.code());
        }
    }
}
