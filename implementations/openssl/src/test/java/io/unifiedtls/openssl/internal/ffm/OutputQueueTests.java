package io.unifiedtls.openssl.internal.ffm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;

import org.junit.jupiter.api.Test;

class OutputQueueTests {

    private static final byte[] HANDSHAKE = {22, 3, 3, 0, 2, 1, 1};

    private static final byte[] ALERT = {21, 3, 3, 0, 2, 2, 40};

    private final OutputQueue queue = new OutputQueue();

    private final ByteBuffer destination = ByteBuffer.allocate(100);

    private void add(byte[]... records) {
        for (var record : records) {
            this.queue.add(ByteBuffer.wrap(record));
        }
    }

    @Test
    void movesAllWholeRecords() {
        add(HANDSHAKE, ALERT);

        assertThat(this.queue.moveTo(this.destination)).isEqualTo(14);
        assertThat(this.queue.isEmpty()).isTrue();
        assertThat(this.queue.moveTo(this.destination)).isZero();
    }

    @Test
    void movesNoPartOfARecord() {
        add(HANDSHAKE, HANDSHAKE);

        assertThat(this.queue.moveTo(this.destination.limit(6))).isZero();
        assertThat(this.queue.moveTo(this.destination.limit(13))).isEqualTo(7);
        assertThat(this.queue.isEmpty()).isFalse();
    }

    @Test
    void movesAnAlertAlone() {
        add(HANDSHAKE, HANDSHAKE, ALERT, HANDSHAKE);

        assertThat(this.queue.moveWithAlertApart(this.destination)).isEqualTo(14);
        assertThat(this.queue.moveWithAlertApart(this.destination)).isEqualTo(7);
        assertThat(this.destination.get(14)).isEqualTo((byte) 21);
        assertThat(this.queue.moveWithAlertApart(this.destination)).isEqualTo(7);
        assertThat(this.queue.isEmpty()).isTrue();
    }
}
