package io.unifiedtls.openssl.internal.ffm;

import java.nio.ByteBuffer;

import io.unifiedtls.internal.record.TlsRecord;

/** Records that OpenSSL has written, and the peer is still to be sent. Not thread-safe. */
final class OutputQueue {

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private ByteBuffer bytes = NOTHING;

    boolean isEmpty() {
        return !this.bytes.hasRemaining();
    }

    /** Adds what OpenSSL has written. */
    void add(ByteBuffer more) {
        this.bytes = ByteBuffer.allocate(this.bytes.remaining() + more.remaining())
                .put(this.bytes)
                .put(more)
                .flip();
    }

    /** Moves whole records into a buffer as far as there is room, and returns how many bytes they have. */
    int moveTo(ByteBuffer destination) {
        var amount = 0;
        for (var next = nextRecord(0);
                next > 0 && amount + next <= destination.remaining();
                next = nextRecord(amount)) {
            amount += next;
        }
        return move(amount, destination);
    }

    /** Moves whole records as {@link #moveTo} does, but an alert goes alone, so that it can still be replaced. */
    int moveWithAlertApart(ByteBuffer destination) {
        var amount = 0;
        for (var next = nextRecord(0);
                next > 0 && amount + next <= destination.remaining();
                next = nextRecord(amount)) {
            if (isAlert(amount)) {
                amount = (amount == 0) ? next : amount;
                break;
            }
            amount += next;
        }
        return move(amount, destination);
    }

    private int move(int amount, ByteBuffer destination) {
        destination.put(this.bytes.slice().limit(amount));
        this.bytes.position(this.bytes.position() + amount);
        if (!this.bytes.hasRemaining()) {
            this.bytes = NOTHING;
        }
        return amount;
    }

    private boolean isAlert(int offset) {
        return this.bytes.get(this.bytes.position() + offset) == TlsRecord.ALERT;
    }

    /** Returns the length of the record at an offset; 0 at the end. */
    private int nextRecord(int offset) {
        var start = this.bytes.position() + offset;
        if (start >= this.bytes.limit()) {
            return 0;
        }
        var length = (this.bytes.get(start + 3) & 0xFF) << 8 | this.bytes.get(start + 4) & 0xFF;
        return TlsRecord.HEADER_LENGTH + length;
    }
}
