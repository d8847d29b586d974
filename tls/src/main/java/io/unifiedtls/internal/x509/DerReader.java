package io.unifiedtls.internal.x509;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/**
 * Reads elements in the distinguished encoding (X.690) one after the other, as far as keys and certificates need it.
 */
public final class DerReader {

    public static final int INTEGER = 0x02;
    static final int BIT_STRING = 0x03;
    public static final int OCTET_STRING = 0x04;
    public static final int OBJECT_IDENTIFIER = 0x06;
    public static final int SEQUENCE = 0x30;

    private final ByteBuffer bytes;

    private DerReader(ByteBuffer bytes) {
        this.bytes = bytes;
    }

    /** Returns a reader of the elements. */
    public static DerReader of(byte[] encoded) {
        return new DerReader(ByteBuffer.wrap(encoded).asReadOnlyBuffer());
    }

    /** Returns whether the bytes are exactly one SEQUENCE, with nothing after it. */
    public static boolean isOneElement(byte[] encoded) {
        try {
            var reader = of(encoded);
            if (!reader.nextIs(SEQUENCE)) {
                return false;
            }
            reader.sequence();
            return !reader.hasMore();
        } catch (IOException exception) {
            return false;
        }
    }

    /** Returns whether there is anything left to read. */
    public boolean hasMore() {
        return this.bytes.hasRemaining();
    }

    /** Returns whether the next element has this tag. */
    public boolean nextIs(int tag) {
        return hasMore() && (this.bytes.get(this.bytes.position()) & 0xFF) == tag;
    }

    /** Reads a SEQUENCE, and returns a reader of what is in it. */
    public DerReader sequence() throws IOException {
        return inside(SEQUENCE);
    }

    /** Reads an element of this tag, and returns a reader of what is in it. */
    public DerReader inside(int tag) throws IOException {
        if (!nextIs(tag)) {
            throw new IOException("no element with tag 0x%02x where one belongs".formatted(tag));
        }
        this.bytes.get();
        int length = length();
        var content = this.bytes.slice(this.bytes.position(), length);
        this.bytes.position(this.bytes.position() + length);
        return new DerReader(content);
    }

    /** Returns the tag of the next element. */
    public int nextTag() throws IOException {
        if (!hasMore()) {
            throw new IOException("no element where one belongs");
        }
        return this.bytes.get(this.bytes.position()) & 0xFF;
    }

    /** Reads an element of any tag, and returns it as it is encoded. */
    public byte[] element() throws IOException {
        var start = this.bytes.position();
        skip();
        var element = new byte[this.bytes.position() - start];
        this.bytes.get(start, element);
        return element;
    }

    /** Skips an element of any tag. */
    public void skip() throws IOException {
        inside(nextTag());
    }

    /** Reads an INTEGER. */
    public BigInteger integer() throws IOException {
        var content = inside(INTEGER).remaining();
        if (content.length == 0) {
            throw new IOException("an integer without a value");
        }
        return new BigInteger(content);
    }

    /** Reads an OCTET STRING. */
    public byte[] octets() throws IOException {
        return inside(OCTET_STRING).remaining();
    }

    /** Returns an object identifier in its dotted form, such as {@code 1.2.840.113549.1.1.1}. */
    public String objectIdentifier() throws IOException {
        var content = inside(OBJECT_IDENTIFIER);
        var dotted = new StringBuilder();
        while (content.hasMore()) {
            var arc = content.arc();
            if (dotted.isEmpty()) { // X.690 8.19.4: the first two numbers share a byte
                var first = arc.divide(BigInteger.valueOf(40)).min(BigInteger.TWO);
                dotted.append(first);
                arc = arc.subtract(first.multiply(BigInteger.valueOf(40)));
            }
            dotted.append('.').append(arc);
        }
        return dotted.toString();
    }

    /** Returns the encoding of everything that has not been read. */
    public byte[] remaining() {
        var remaining = new byte[this.bytes.remaining()];
        this.bytes.get(remaining);
        return remaining;
    }

    /** Returns the kinds of the next elements, at most so many, without reading on: {@code INTEGER SEQUENCE OCTETS}. */
    public String shape(int most) throws IOException {
        var ahead = new DerReader(this.bytes.duplicate());
        var shape = new StringBuilder();
        for (int i = 0; i < most && ahead.hasMore(); i++) {
            int tag = ahead.bytes.get(ahead.bytes.position()) & 0xFF;
            ahead.inside(tag);
            shape.append(i == 0 ? "" : " ").append(kind(tag));
        }
        return shape.toString();
    }

    private static String kind(int tag) {
        return switch (tag) {
            case INTEGER -> "INTEGER";
            case BIT_STRING -> "BITS";
            case OCTET_STRING -> "OCTETS";
            case OBJECT_IDENTIFIER -> "OID";
            case SEQUENCE -> "SEQUENCE";
            case 0x17, 0x18 -> "TIME";
            default -> (tag & 0xC0) == 0x80 ? "TAGGED" : "OTHER";
        };
    }

    private BigInteger arc() throws IOException {
        var arc = BigInteger.ZERO;
        while (hasMore()) {
            int next = this.bytes.get();
            arc = arc.shiftLeft(7).or(BigInteger.valueOf(next & 0x7F));
            if (next >= 0) {
                return arc;
            }
        }
        throw new IOException("a truncated object identifier");
    }

    private int length() throws IOException {
        try {
            int length = this.bytes.get() & 0xFF;
            if (length > 0x80) {
                int size = length & 0x7F;
                length = 0;
                for (int i = 0; i < size; i++) {
                    length = Math.addExact(Math.multiplyExact(length, 256), this.bytes.get() & 0xFF);
                }
            } else if (length == 0x80) {
                throw new IOException("an indefinite length");
            }
            if (length > this.bytes.remaining()) {
                throw new IOException("a truncated element");
            }
            return length;
        } catch (BufferUnderflowException | ArithmeticException exception) {
            throw new IOException("a truncated element", exception);
        }
    }
}
