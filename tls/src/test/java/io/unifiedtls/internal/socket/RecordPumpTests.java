package io.unifiedtls.internal.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.unifiedtls.TlsException;
import io.unifiedtls.internal.socket.SocketTransport.Closing;

@Timeout(30)
class RecordPumpTests {

    private static final byte[] HELLO = {'h', 'e', 'l', 'l', 'o'};

    private final SocketPeers peers = new SocketPeers();

    private ServerSocketChannel listener;

    private ConnectedBuffers buffers;

    private enum Kind {
        CHANNEL {
            @Override
            Transport connect(SocketAddress address) throws IOException {
                return new ChannelTransport(SocketChannel.open(address));
            }
        },
        SOCKET {
            @Override
            Transport connect(SocketAddress address) throws IOException {
                var socket = new Socket();
                socket.connect(address);
                return new SocketTransport(socket, socket.getInputStream(), Closing.CLOSES_SOCKET);
            }
        };

        abstract Transport connect(SocketAddress address) throws IOException;
    }

    @BeforeEach
    void listen() throws Exception {
        this.listener = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
        this.buffers = ConnectedBuffers.of(this.peers);
    }

    @AfterEach
    void stop() throws Exception {
        this.listener.close();
        this.peers.stop();
    }

    // ---- the end

    /** The end of the stream reaches the peer before a reset can, which unread data would cause at the close. */
    @ParameterizedTest
    @EnumSource
    void finishesWithTheEndOfTheStreamAndDropsWhatWasNotRead(Kind kind) throws Exception {
        try (var transport = kind.connect(this.listener.getLocalAddress());
                var peer = this.listener.accept()) {
            peer.write(ByteBuffer.allocate(100));
            // What was written has come once the first byte of it can be read.
            transport.read(ByteBuffer.allocate(1), Deadline.NONE);

            assertThat(new RecordPump(transport, this.buffers.client()).finish(Deadline.NONE))
                    .isEqualTo(99);

            assertThat(transport.isOpen()).isTrue();
            assertThat(peer.read(ByteBuffer.allocate(1))).isEqualTo(-1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void dropsWhatComesUntilThePeerHasReadTheEnd(Kind kind) throws Exception {
        try (var transport = kind.connect(this.listener.getLocalAddress());
                var peer = this.listener.accept()) {
            var talking = this.peers.run(() -> {
                assertThat(peer.read(ByteBuffer.allocate(1))).isEqualTo(-1);
                peer.write(ByteBuffer.allocate(1000));
                peer.shutdownOutput();
            });

            assertThat(new RecordPump(transport, this.buffers.client()).finish(Deadline.after(Duration.ofSeconds(20))))
                    .isEqualTo(1000);

            talking.get(10, TimeUnit.SECONDS);
        }
    }

    @ParameterizedTest
    @EnumSource
    void dropsNoMoreThanItsLimit(Kind kind) throws Exception {
        try (var transport = kind.connect(this.listener.getLocalAddress());
                var peer = this.listener.accept()) {
            this.peers.run(() -> {
                while (true) {
                    peer.write(ByteBuffer.allocate(100_000));
                }
            });

            assertThat(new RecordPump(transport, this.buffers.client()).finish(Deadline.after(Duration.ofSeconds(20))))
                    .isBetween(1 << 20, (1 << 20) + (1 << 16));
        }
    }

    // ---- concurrent senders

    /** One thread sends, and another one adds bytes just after the first has found nothing left to send. */
    @Test
    void sendsWhatAnotherThreadHasAdded() throws Exception {
        try (var transport = Kind.CHANNEL.connect(this.listener.getLocalAddress());
                var receiver = this.listener.accept()) {
            var lock = new HookedLock();
            var pump = new RecordPump(transport, this.buffers.server(), lock);
            pump.locked(this::write);
            lock.onceNothingIsLeft(pump, () -> {
                pump.locked(this::write);
                assertThat(pump.flushIfFree(Deadline.NONE)).isTrue();
            });

            assertThat(pump.flush(Deadline.NONE)).isTrue();

            assertThat(this.buffers.server().outgoingBytesBuffered()).isZero();
            while (this.buffers.client().plaintextBytesBuffered() < 2 * HELLO.length) {
                var received = ByteBuffer.allocate(1000);
                receiver.read(received);
                this.buffers.client().processIncoming(received.flip());
                while (this.buffers.client().incomingBytesBuffered() > 0) {
                    this.buffers.client().decryptAhead(1000);
                }
            }
        }
    }

    private int write() throws TlsException {
        return this.buffers.server().write(ByteBuffer.wrap(HELLO));
    }

    /** The lock of a buffer; runs an action on another thread when it was released and nothing is outgoing. */
    private final class HookedLock extends ReentrantLock {

        private transient RecordPump pump;

        private transient SocketPeers.Action action;

        void onceNothingIsLeft(RecordPump pump, SocketPeers.Action action) {
            this.pump = pump;
            this.action = action;
        }

        @Override
        public void unlock() {
            var next = this.action;
            var nothingLeft = next != null && !this.pump.hasOutgoing();
            super.unlock();
            if (nothingLeft) {
                this.action = null;
                RecordPumpTests.this
                        .peers
                        .run(next)
                        .orTimeout(10, TimeUnit.SECONDS)
                        .join();
            }
        }
    }
}
