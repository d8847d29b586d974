package io.unifiedtls.internal.x509;

import java.io.ByteArrayOutputStream;

/** Writes the few elements of the distinguished encoding (X.690) that keys and names need. */
public final class DerWriter {

    private DerWriter() {}

    public static byte[] sequence(byte[]... elements) {
        var content = new ByteArrayOutputStream();
        for (byte[] element : elements) {
            content.writeBytes(element);
        }
        return element(DerReader.SEQUENCE, content.toByteArray());
    }

    /** Returns an INTEGER from 0 to 127. */
    public static byte[] integer(int value) {
        return element(DerReader.INTEGER, (byte) value);
    }

    public static byte[] octets(byte[] content) {
        return element(DerReader.OCTET_STRING, content);
    }

    /** Returns an element of any tag around the content. */
    public static byte[] element(int tag, byte... content) {
        var element = new ByteArrayOutputStream();
        element.write(tag);
        if (content.length < 0x80) {
            element.write(content.length);
        } else { // X.690 8.1.3.5: the number of length bytes, then the length
            int size = (Integer.SIZE - Integer.numberOfLeadingZeros(content.length) + 7) / 8;
            element.write(0x80 | size);
            for (int shift = 8 * (size - 1); shift >= 0; shift -= 8) {
                element.write(content.length >>> shift);
            }
        }
        element.writeBytes(content);
        return element.toByteArray();
    }
}
