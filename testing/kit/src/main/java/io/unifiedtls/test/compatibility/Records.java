package io.unifiedtls.test.compatibility;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** TLS records as bytes (RFC 8446, section 5.1), made by hand or taken apart. */
final class Records {

    static final int ALERT = 21;

    static final int HANDSHAKE = 22;

    static final int APPLICATION_DATA = 23;

    // 2^14 + 2048 bytes: the largest protected record of any version (RFC 5246 6.2.3)
    static final int LARGEST = (1 << 14) + 2048;

    private static final int HEADER = 5;

    private Records() {}

    /** Returns a record that is not protected. */
    static byte[] record(int type, byte... payload) {
        return join(new byte[] {(byte) type, 3, 3, (byte) (payload.length >> 8), (byte) payload.length}, payload);
    }

    /** Returns the records in bytes that hold nothing else. */
    static List<byte[]> split(byte[] bytes) {
        var records = new ArrayList<byte[]>();
        for (int from = 0; from < bytes.length; ) {
            var to = from + HEADER + ((bytes[from + 3] & 0xFF) << 8 | (bytes[from + 4] & 0xFF));
            records.add(Arrays.copyOfRange(bytes, from, to));
            from = to;
        }
        return records;
    }

    /** Returns records that are not protected in smaller ones, with so many bytes of the message each. */
    static byte[] reframed(byte[] records, int most) {
        var reframed = new ByteArrayOutputStream();
        for (var record : split(records)) {
            for (int from = HEADER; from < record.length; from += most) {
                reframed.writeBytes(
                        record(record[0], Arrays.copyOfRange(record, from, Math.min(record.length, from + most))));
            }
        }
        return reframed.toByteArray();
    }

    /** Returns the bytes with one bit of theirs flipped. */
    static byte[] flipped(byte[] bytes, Random random) {
        var flipped = bytes.clone();
        if (flipped.length > 0) {
            flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return flipped;
    }

    static byte[] repeated(byte[] record, int times) {
        var repeated = new ByteArrayOutputStream();
        for (int i = 0; i < times; i++) {
            repeated.writeBytes(record);
        }
        return repeated.toByteArray();
    }

    static byte[] join(byte[]... parts) {
        var joined = new ByteArrayOutputStream();
        for (var part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
