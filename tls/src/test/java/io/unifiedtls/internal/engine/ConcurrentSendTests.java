package io.unifiedtls.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One thread sends, and another one adds bytes just after the first has found nothing left to send. */
@Timeout(30)
class ConcurrentSendTests {

    private static final byte[] HELLO = {'h', 'e', 'l', 'l', 'o'};

    private final SocketPeers peers = new SocketPeers();

    private ConnectedBuffers buffers;

    @BeforeEach
    void connect() throws Exception {
        this.buffers = ConnectedBuffers.of(this.peers);
    }

    @AfterEach
    void stop() throws Exception {
        this.peers.stop();
    }

    @Test
    void sendsOverAChannelWhatAnotherThreadHasAdded() throws Exception {
        try (var listener =
                ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1)) {
            try (var sender = SocketChannel.open(listener.getLocalAddress());
                    var receiver = listener.accept()) {
                var lock = new HookedLock(this.buffers.server());
                var outflow = new Outflow(sender, this.buffers.server(), lock);
                lock.onceEmpty(() -> {
                    write();
                    assertThat(outflow.flushIfFree(Deadline.NONE)).isTrue();
                });

                assertThat(outflow.flush(Deadline.NONE)).isTrue();

                assertThat(this.buffers.server().outgoingBytesBuffered()).isZero();
                var received = ByteBuffer.allocate(1000);
                receiver.read(received);
                this.buffers.client().processIncoming(received.flip());
                assertThat(this.buffers.client().read(HELLO.length)).isEqualTo(HELLO);
            }
        }
    }

    @Test
    void sendsOverAStreamWhatAnotherThreadHasAdded() throws Exception {
        var sent = new ByteArrayOutputStream();
        try (var transport = new Sink(sent)) {
            var lock = new HookedLock(this.buffers.server());
            var network = new StreamNetwork(
                    transport,
                    new ByteArrayInputStream(new byte[0]),
                    this.buffers.server(),
                    StreamNetwork.Reading.EVERYTHING,
                    lock);
            // A step that is complete sends what is outgoing, unless another thread does so.
            lock.onceEmpty(() -> {
                write();
                network.complete(() -> 0);
            });

            network.flush();

            assertThat(this.buffers.server().outgoingBytesBuffered()).isZero();
            this.buffers.client().processIncoming(ByteBuffer.wrap(sent.toByteArray()));
            assertThat(this.buffers.client().read(HELLO.length)).isEqualTo(HELLO);
        }
    }

    private void write() throws Exception {
        this.buffers.server().write(ByteBuffer.wrap(HELLO));
    }

    /** The lock of a buffer; runs an action on another thread when it was released and nothing is outgoing. */
    private final class HookedLock extends ReentrantLock {

        private final transient EngineBuffer buffer;

        private transient SocketPeers.Action action;

        HookedLock(EngineBuffer buffer) {
            this.buffer = buffer;
        }

        void onceEmpty(SocketPeers.Action action) {
            this.action = action;
        }

        @Override
        public void unlock() {
            var next = this.action;
            var empty = this.buffer.outgoingBytesBuffered() == 0;
            super.unlock();
            if (next != null && empty) {
                this.action = null;
                ConcurrentSendTests.this
                        .peers
                        .run(next)
                        .orTimeout(10, TimeUnit.SECONDS)
                        .join();
            }
        }
    }

    private static final class Sink extends Socket {

        private final OutputStream output;

        Sink(OutputStream output) {
            this.output = output;
        }

        @Override
        public OutputStream getOutputStream() {
            return this.output;
        }
    }
}
