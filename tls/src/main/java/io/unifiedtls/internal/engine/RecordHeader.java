package io.unifiedtls.internal.engine;

import java.nio.ByteBuffer;

import javax.net.ssl.SSLException;

/**
 * What a record begins with (RFC 8446, section 5.1). Libraries wait for as many bytes as it says, and some take
 * anything for a length.
 */
final class RecordHeader {

    private static final int LENGTH = 5;

    // 2^14 + 2048 bytes: the largest protected record of any version (RFC 5246 6.2.3)
    private static final int LARGEST = (1 << 14) + 2048;

    private RecordHeader() {}

    /**
     * Checks the beginning of a record that is not there whole.
     *
     * @throws SSLException if no record begins so, and waiting for the rest would be in vain
     */
    static void check(ByteBuffer records) throws SSLException {
        if (records.remaining() < LENGTH) {
            return;
        }
        var start = records.position();
        var type = records.get(start) & 0xFF;
        if (type < 20 || type > 24 || records.get(start + 1) != 3) {
            throw new SSLException("not an SSL/TLS record");
        }
        var length = (records.get(start + 3) & 0xFF) << 8 | records.get(start + 4) & 0xFF;
        if (length > LARGEST) {
            throw new SSLException("a record of %d bytes is larger than allowed".formatted(length));
        }
    }
}
