package io.unifiedtls.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NetworkRoomTests {

    private static final int MOST = 1 << 16;

    private final NetworkRoom room = new NetworkRoom(MOST);

    @Test
    void hasNothingAtFirst() {
        assertThat(this.room.bytes().hasRemaining()).isFalse();
    }

    @Test
    void isSmallForLittle() {
        var bytes = this.room.emptied(800);

        assertThat(bytes.remaining()).isBetween(800, MOST / 4);
    }

    @Test
    void growsOnceItIsTooSmall() {
        var little = this.room.emptied(0).remaining();

        assertThat(this.room.emptied(little + 1).remaining()).isEqualTo(MOST);
    }

    @Test
    void staysLarge() {
        var large = this.room.emptied(MOST);

        assertThat(this.room.emptied(1)).isSameAs(large);
    }

    @Test
    void neverHasMoreThanTheMost() {
        assertThat(this.room.emptied(10 * MOST).remaining()).isEqualTo(MOST);
    }

    @Test
    void keepsWhatWasNotTaken() {
        this.room.emptied(3).put(new byte[] {1, 2, 3}).flip().get();

        assertThat(this.room.bytes().remaining()).isEqualTo(2);
    }
}
