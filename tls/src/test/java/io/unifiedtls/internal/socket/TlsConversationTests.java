package io.unifiedtls.internal.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.unifiedtls.RaggedEofException;
import io.unifiedtls.ServerContext;
import io.unifiedtls.TlsAlertException;
import io.unifiedtls.TlsException;
import io.unifiedtls.WantReadException;
import io.unifiedtls.internal.buffer.EngineBuffer;

/** What a failing connection does, step by step, over a transport that plays a script. */
class TlsConversationTests {

    private static final byte[] NOT_TLS = "GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final SocketPeers peers = new SocketPeers();

    private final Script script = new Script();

    private ServerContext context;

    private TlsConversation conversation;

    @BeforeEach
    void create() throws Exception {
        this.context = this.peers.server(settings -> settings);
        var engine = this.context.createEngine();
        this.conversation = new TlsConversation(
                this.script, engine, new EngineBuffer(this.context, engine), Duration.ZERO, () -> {});
    }

    @AfterEach
    void stop() throws Exception {
        this.peers.stop();
    }

    @Test
    void waitsForThePeerToReadTheAlert() {
        this.script.incoming.addAll(List.of(NOT_TLS, new byte[100], new byte[200]));

        assertThatExceptionOfType(TlsException.class)
                .isThrownBy(() -> this.conversation.doHandshake())
                .withMessage("the peer does not speak TLS; is it the right port?");

        assertThat(this.script.steps)
                .containsExactly("read 18", "write", "end", "read 100", "read 200", "read -1", "close");
    }

    @Test
    void doesNotWaitOverANonBlockingTransport() {
        this.script.blocking = false;
        this.script.incoming.add(NOT_TLS);

        assertThatExceptionOfType(TlsException.class)
                .isThrownBy(() -> this.conversation.doHandshake())
                .withMessage("the peer does not speak TLS; is it the right port?");

        assertThat(this.script.steps).containsExactly("read 18", "write", "end", "read 0", "close");
    }

    @Test
    void doesNotWaitAfterThePeersOwnAlert() throws Exception {
        var client = this.peers.client(settings -> settings).createBuffer("localhost");
        assertThatExceptionOfType(WantReadException.class).isThrownBy(client::doHandshake);
        this.script.incoming.add(client.processOutgoing(100_000));
        this.script.incoming.add(new byte[] {21, 3, 3, 0, 2, 2, 40});

        assertThatExceptionOfType(TlsAlertException.class).isThrownBy(() -> this.conversation.doHandshake());

        assertThat(this.script.steps.subList(this.script.steps.indexOf("read 7"), this.script.steps.size()))
                .containsExactly("read 7", "write", "end", "close");
    }

    @Test
    void isAtARaggedEndIfThePeerResetsTheConnection() {
        this.script.reset = new IOException("Connection reset");

        assertThatExceptionOfType(RaggedEofException.class)
                .isThrownBy(() -> this.conversation.doHandshake())
                .withMessage("the connection ended during the handshake")
                .satisfies(ragged -> assertThat(ragged.getSuppressed()).containsExactly(this.script.reset));

        assertThat(this.script.isOpen()).isFalse();
    }

    private static final class Script implements Transport {

        final Queue<byte[]> incoming = new ArrayDeque<>();

        final List<String> steps = new ArrayList<>();

        boolean blocking = true;

        IOException reset;

        private boolean closed;

        @Override
        public int read(ByteBuffer destination, Deadline deadline) throws IOException {
            if (this.reset != null) {
                throw this.reset;
            }
            var next = this.incoming.poll();
            var nothing = this.blocking ? -1 : 0;
            this.steps.add("read " + ((next == null) ? nothing : next.length));
            if (next == null) {
                return nothing;
            }
            destination.put(next);
            return next.length;
        }

        @Override
        public void write(ByteBuffer source, Deadline deadline) {
            this.steps.add("write");
            source.position(source.limit());
        }

        @Override
        public int available() {
            return 0;
        }

        @Override
        public boolean shutdownOutput() {
            this.steps.add("end");
            return true;
        }

        @Override
        public boolean isInputShutdown() {
            return false;
        }

        @Override
        public boolean isOpen() {
            return !this.closed;
        }

        @Override
        public void leave() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Deadline deadline(Duration defaultTimeout) {
            return Deadline.NONE;
        }

        @Override
        public Deadline writeDeadline() {
            return Deadline.NONE;
        }

        @Override
        public boolean isInterruptible() {
            return true;
        }

        @Override
        public IOException closed(ClosedChannelException error) {
            return error;
        }

        @Override
        public void close() {
            this.steps.add("close");
            this.closed = true;
        }
    }
}
