package io.unifiedtls.internal.ondemand;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;

/** Builds a {@link NameIndex}. Not thread-safe. */
final class NameIndexBuilder {

    private static final SecureRandom RANDOM = new SecureRandom();

    /** How many of ten places are taken. */
    private static final int LOAD = 7;

    /** As in DNS (RFC 1035, section 2.3.4). */
    private static final int LONGEST_NAME = 255;

    private byte[] records = new byte[1 << 10];

    private int length;

    private int names;

    /**
     * Adds a name or wildcard of an entry.
     *
     * @throws IllegalStateException if the index would become larger than 2 GiB
     */
    void add(String serverName, DirectoryEntry entry) {
        var name = serverName.getBytes(StandardCharsets.US_ASCII);
        if (name.length > LONGEST_NAME) {
            return; // no client can request it
        }
        var isOther = !entry.name().equals(serverName);
        var other = isOther ? entry.name().getBytes(StandardCharsets.UTF_8) : new byte[0];
        reserve(name.length + other.length + 4);
        this.records[this.length++] = (byte) name.length;
        append(name);
        this.records[this.length++] = (byte) (entry.layout().ordinal() | (isOther ? NameIndex.OTHER_NAME : 0));
        if (isOther) {
            this.records[this.length++] = (byte) (other.length >> 8);
            this.records[this.length++] = (byte) other.length;
            append(other);
        }
        this.names++;
    }

    private void append(byte[] bytes) {
        System.arraycopy(bytes, 0, this.records, this.length, bytes.length);
        this.length += bytes.length;
    }

    private void reserve(int more) {
        if (this.length + more <= this.records.length) {
            return;
        }
        var larger = Math.min((long) this.records.length * 3 / 2 + more, Integer.MAX_VALUE - 8);
        if (larger - this.length < more) {
            throw new IllegalStateException("there are more than 2 GiB of server names");
        }
        this.records = Arrays.copyOf(this.records, (int) larger);
    }

    NameIndex build() {
        var seed = RANDOM.nextLong();
        var places = Math.max(16, (int) (this.names * 10L / LOAD));
        var records = NameIndex.HEADER + Integer.BYTES * places;
        var buffer = ByteBuffer.allocate(Math.addExact(records, this.length));
        buffer.putLong(NameIndex.SEED_AT, seed)
                .putInt(NameIndex.PLACES_AT, places)
                .putInt(NameIndex.NAMES_AT, this.names);
        buffer.put(records, this.records, 0, this.length);
        for (int offset = 0; offset < this.length; offset = next(offset)) {
            var hash = NameIndex.hash(this.records, offset + 1, this.records[offset] & 0xFF, seed);
            var place = NameIndex.place(hash, places);
            while (buffer.getInt(NameIndex.HEADER + Integer.BYTES * place) != 0) {
                place = (place + 1) % places;
            }
            buffer.putInt(NameIndex.HEADER + Integer.BYTES * place, offset + 1);
        }
        return new NameIndex(buffer);
    }

    private int next(int offset) {
        var layout = offset + 1 + (this.records[offset] & 0xFF);
        if ((this.records[layout] & NameIndex.OTHER_NAME) == 0) {
            return layout + 1;
        }
        var other = (this.records[layout + 1] & 0xFF) << 8 | this.records[layout + 2] & 0xFF;
        return layout + 3 + other;
    }
}
