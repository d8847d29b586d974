package io.unifiedtls.test;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Random;

/** Valid input with random changes, the same in every run. */
public final class RandomChanges {

    private final Random random = new Random(8446);

    private final byte[] valid;

    public RandomChanges(byte[] valid) {
        this.valid = valid;
    }

    /** Returns the input with one to three changes: bits, bytes and whole parts. */
    public byte[] next() {
        var changed = this.valid;
        for (int change = this.random.nextInt(3); change >= 0; change--) {
            changed = changed(changed);
        }
        return changed;
    }

    private byte[] changed(byte[] content) {
        if (content.length == 0) {
            return new byte[] {(byte) this.random.nextInt()};
        }
        // The structure is at the front, mostly.
        var most = this.random.nextBoolean() ? content.length : Math.min(64, content.length);
        var position = this.random.nextInt(most);
        var length = 1 + this.random.nextInt(Math.min(16, content.length - position));
        var end = position + length;
        return switch (this.random.nextInt(6)) {
            case 0 -> flipped(content, position, this.random.nextInt(8));
            case 1 -> Arrays.copyOf(content, position);
            case 2 -> join(content, position, new byte[0], end);
            case 3 -> join(content, position, randomBytes(length), position);
            case 4 -> join(content, end, Arrays.copyOfRange(content, position, end), end);
            default -> join(content, position, randomBytes(length), end);
        };
    }

    private static byte[] flipped(byte[] content, int position, int bit) {
        var flipped = content.clone();
        flipped[position] ^= (byte) (1 << bit);
        return flipped;
    }

    private byte[] randomBytes(int length) {
        var bytes = new byte[length];
        this.random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] join(byte[] content, int headEnd, byte[] middle, int tailBegin) {
        var joined = new ByteArrayOutputStream();
        joined.write(content, 0, headEnd);
        joined.writeBytes(middle);
        joined.write(content, tailBegin, content.length - tailBegin);
        return joined.toByteArray();
    }
}
