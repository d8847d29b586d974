package io.unifiedtls.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class NetworkTests {

    private final SocketPeers peers = new SocketPeers();

    @AfterEach
    void stop() throws Exception {
        this.peers.stop();
    }

    /** The end of the stream reaches the peer before a reset can, which unread data would cause at the close. */
    @Test
    void finishesWithTheEndOfTheStreamAndDropsWhatWasNotRead() throws Exception {
        var buffer = ConnectedBuffers.of(this.peers).client();
        try (var listener =
                ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1)) {
            try (var channel = SocketChannel.open(listener.getLocalAddress());
                    var peer = listener.accept()) {
                peer.write(ByteBuffer.allocate(100));
                // What was written has come once the first byte of it can be read.
                channel.socket().getInputStream().read();

                assertThat(new Network(channel, buffer).finish(Deadline.NONE)).isEqualTo(99);

                assertThat(channel.isOpen()).isTrue();
                assertThat(peer.read(ByteBuffer.allocate(1))).isEqualTo(-1);
            }
        }
    }
}
