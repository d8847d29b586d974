package io.unifiedtls.internal.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;

import org.junit.jupiter.api.Test;

class ByteQueueTests {

    private final ByteQueue queue = new ByteQueue(4);

    @Test
    void returnsBytesInTheOrderTheyCame() {
        add(1, 2, 3);
        add(4, 5);

        assertThat(this.queue.size()).isEqualTo(5);
        assertThat(this.queue.isEmpty()).isFalse();
        assertThat(drain(2)).containsExactly(1, 2);
        add(6);
        assertThat(drain(9)).containsExactly(3, 4, 5, 6);
        assertThat(this.queue.size()).isZero();
        assertThat(this.queue.isEmpty()).isTrue();
        assertThat(drain(1)).isEmpty();
    }

    @Test
    void keepsWhatWasNotRead() {
        add(1, 2, 3);

        this.queue.reading().get();
        this.queue.taken();

        assertThat(drain(9)).containsExactly(2, 3);
    }

    @Test
    void forgetsWhatIsCleared() {
        add(1, 2, 3);

        this.queue.clear();
        add(4);

        assertThat(drain(9)).containsExactly(4);
    }

    @Test
    void makesAsMuchRoomAsIsAskedForWithoutLosingAnything() {
        for (int i = 0; i < 100; i++) {
            add(i, i + 1, i + 2);
            assertThat(this.queue.writing(i).remaining()).isGreaterThanOrEqualTo(i);
            assertThat(drain(2)).containsExactly(byteAt(2 * i), byteAt(2 * i + 1));
        }

        assertThat(this.queue.size()).isEqualTo(100);
    }

    /** What a queue is used for again and again must not take more and more memory. */
    @Test
    void usesRoomAgain() {
        add(1, 2, 3, 4);
        var room = this.queue.writing(0).capacity();

        for (int i = 0; i < 100; i++) {
            assertThat(drain(3)).hasSize(3);
            add(1, 2, 3);
        }

        assertThat(this.queue.writing(0).capacity()).isEqualTo(room);
    }

    /** Returns the byte at a position of all that the loop above adds: 0, 1, 2, 1, 2, 3, 2, 3, 4 and so on. */
    private static byte byteAt(int position) {
        return (byte) (position / 3 + position % 3);
    }

    private void add(int... bytes) {
        var source = ByteBuffer.allocate(bytes.length);
        for (int one : bytes) {
            source.put((byte) one);
        }
        this.queue.add(source.flip());
    }

    private byte[] drain(int most) {
        var destination = ByteBuffer.allocate(most);
        var amount = this.queue.drainTo(destination);
        assertThat(destination.position()).isEqualTo(amount);
        var bytes = new byte[amount];
        destination.flip().get(bytes);
        return bytes;
    }
}
