package io.unifiedtls.internal.ondemand;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import io.unifiedtls.internal.ondemand.DirectoryEntry.Layout;

/**
 * Which entries of a directory a server name has: a hash table in one buffer, which may be a file in memory. With a
 * million names of 34 characters it takes 45 bytes a name. Immutable.
 *
 * <p>The buffer has a header of {@value #HEADER} bytes (see {@link NameIndexFile}), then a table of offsets, 0 for a
 * free place, then the records that they lead to: the length of the server name, the server name, the layout, and the
 * entry's name with its length in two bytes if it is another one.
 */
final class NameIndex {

    static final int HEADER = 64;

    /** Where the header has what a look-up needs. */
    static final int SEED_AT = 8;

    static final int PLACES_AT = 16;

    static final int NAMES_AT = 20;

    /** Set in the layout of a record whose entry is not named as the server name is. */
    static final int OTHER_NAME = 0x80;

    private static final Layout[] LAYOUTS = Layout.values();

    private final ByteBuffer buffer;

    private final long seed;

    private final int places;

    private final int records;

    NameIndex(ByteBuffer buffer) {
        this.buffer = buffer;
        this.seed = buffer.getLong(SEED_AT);
        this.places = buffer.getInt(PLACES_AT);
        this.records = HEADER + Integer.BYTES * this.places;
    }

    /** Returns how many names there are. */
    int size() {
        return this.buffer.getInt(NAMES_AT);
    }

    ByteBuffer buffer() {
        return this.buffer.asReadOnlyBuffer();
    }

    /** Returns the entries for a name or wildcard, in no particular order. */
    List<DirectoryEntry> find(String serverName) {
        var name = serverName.getBytes(StandardCharsets.US_ASCII);
        var found = new ArrayList<DirectoryEntry>(1);
        var place = place(hash(name, 0, name.length, this.seed), this.places);
        for (var offset = offset(place); offset != 0; offset = offset(place)) {
            var record = this.records + offset - 1;
            if (isFor(record, name)) {
                found.add(entry(record, serverName));
            }
            place = (place + 1) % this.places;
        }
        return found;
    }

    private int offset(int place) {
        return this.buffer.getInt(HEADER + Integer.BYTES * place);
    }

    private boolean isFor(int record, byte[] name) {
        if ((this.buffer.get(record) & 0xFF) != name.length) {
            return false;
        }
        for (int i = 0; i < name.length; i++) {
            if (this.buffer.get(record + 1 + i) != name[i]) {
                return false;
            }
        }
        return true;
    }

    private DirectoryEntry entry(int record, String serverName) {
        var at = record + 1 + serverName.length();
        var layout = this.buffer.get(at) & 0xFF;
        if ((layout & OTHER_NAME) == 0) {
            return new DirectoryEntry(serverName, LAYOUTS[layout]);
        }
        var name = new byte[this.buffer.getShort(at + 1) & 0xFFFF];
        this.buffer.get(at + 1 + Short.BYTES, name);
        return new DirectoryEntry(new String(name, StandardCharsets.UTF_8), LAYOUTS[layout & ~OTHER_NAME]);
    }

    /** Returns where a name with this hash is looked for first. */
    static int place(long hash, int places) {
        return (int) Long.remainderUnsigned(hash, places);
    }

    /** FNV-1a, begun with a random number, since anybody may register names, and with its bits mixed at the end. */
    static long hash(byte[] bytes, int start, int length, long seed) {
        var hash = 0xcbf29ce484222325L ^ seed;
        for (int i = start; i < start + length; i++) {
            hash = (hash ^ (bytes[i] & 0xFF)) * 0x100000001b3L;
        }
        hash ^= hash >>> 32;
        hash *= 0x9E3779B97F4A7C15L;
        return hash ^ (hash >>> 29);
    }
}
