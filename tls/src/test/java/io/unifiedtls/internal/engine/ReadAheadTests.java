package io.unifiedtls.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReadAheadTests {

    private static final int RECORD = 1 << 13;

    private static final int LIMIT = 1 << 18;

    private final SocketPeers peers = new SocketPeers();

    private ConnectedBuffers buffers;

    private ReadAhead data;

    @BeforeEach
    void connect() throws Exception {
        this.buffers = ConnectedBuffers.of(this.peers);
        this.data = new ReadAhead(this.buffers.client());
    }

    @AfterEach
    void stop() throws Exception {
        this.peers.stop();
    }

    @Test
    void decryptsNoMoreThanItsLimit() throws Exception {
        for (int decrypted = 0; decrypted < LIMIT; decrypted += RECORD) {
            send(RECORD);
            assertThat(this.data.decrypt()).isEqualTo(RECORD);
        }
        send(RECORD);

        assertThat(this.data.decrypt()).isEqualTo(-1);
        assertThat(this.data.available()).isEqualTo(LIMIT);
        assertThat(this.buffers.client().incomingBytesBuffered()).isGreaterThan(RECORD);
    }

    @Test
    void decryptsAgainOnceDataWasRead() throws Exception {
        for (int decrypted = 0; decrypted < LIMIT; decrypted += RECORD) {
            send(RECORD);
            this.data.decrypt();
        }
        send(RECORD);

        assertThat(this.data.read(ByteBuffer.allocate(100))).isEqualTo(100);
        assertThat(this.data.decrypt()).isEqualTo(RECORD);
        assertThat(this.data.available()).isEqualTo(LIMIT + RECORD - 100);
    }

    private void send(int length) throws Exception {
        var plaintext = ByteBuffer.allocate(length);
        while (plaintext.hasRemaining()) {
            this.buffers.server().write(plaintext);
        }
        ConnectedBuffers.transfer(this.buffers.server(), this.buffers.client());
    }
}
