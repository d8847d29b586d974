package io.unifiedtls.internal.record;

import java.nio.ByteBuffer;

/** Finds the end of the record that is being read, so that nothing behind it is taken from the network. */
public final class RecordFramer {

    private static final int LENGTH = 3;

    private int missing = TlsRecord.HEADER_LENGTH;

    private int length;

    private boolean body;

    /** Returns how many bytes are known to be needed; one at least. */
    public int missing() {
        return this.missing;
    }

    /** Counts some of the bytes that were missing: the last ones before the position of a buffer. */
    public void read(ByteBuffer bytes, int amount) {
        var begin = bytes.position() - amount;
        for (int i = 0; !this.body && i < amount; i++) {
            if (TlsRecord.HEADER_LENGTH - this.missing + i >= LENGTH) {
                this.length = this.length << 8 | bytes.get(begin + i) & 0xFF;
            }
        }
        this.missing -= amount;
        if (this.missing == 0) {
            this.body = !this.body && this.length > 0;
            this.missing = this.body ? this.length : TlsRecord.HEADER_LENGTH;
            this.length = 0;
        }
    }
}
