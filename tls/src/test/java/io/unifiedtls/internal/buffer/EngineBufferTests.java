package io.unifiedtls.internal.buffer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.util.List;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;

import org.junit.jupiter.api.Test;

import io.unifiedtls.ServerContext;
import io.unifiedtls.TlsServerConfiguration;
import io.unifiedtls.WantReadException;
import io.unifiedtls.WantWriteException;
import io.unifiedtls.fixtures.TestMaterial;
import io.unifiedtls.internal.engine.DelegatingEngine;
import io.unifiedtls.internal.socket.ConnectedBuffers;
import io.unifiedtls.internal.socket.SocketPeers;
import io.unifiedtls.jsse.JsseImplementation;
import io.unifiedtls.test.TestAuthority;

class EngineBufferTests {

    private static final int LARGEST = 1 << 17;

    /** Answers every byte with many, as TLS 1.3 answers each request for a key update. */
    private static final class Talkative extends DelegatingEngine {

        private static final int ANSWER = 10_000;

        private boolean hasAnswer;

        private final SSLEngine engine;

        Talkative(SSLEngine engine) {
            super(engine);
            this.engine = engine;
        }

        @Override
        protected SSLEngine delegate() {
            return this.engine;
        }

        @Override
        public void beginHandshake() {}

        @Override
        public Runnable getDelegatedTask() {
            return null;
        }

        @Override
        public HandshakeStatus getHandshakeStatus() {
            return this.hasAnswer ? HandshakeStatus.NEED_WRAP : HandshakeStatus.NOT_HANDSHAKING;
        }

        @Override
        public SSLEngineResult wrap(ByteBuffer[] sources, int offset, int length, ByteBuffer destination) {
            this.hasAnswer = false;
            destination.put(new byte[ANSWER]);
            return new SSLEngineResult(Status.OK, getHandshakeStatus(), 0, ANSWER);
        }

        @Override
        public SSLEngineResult unwrap(ByteBuffer source, ByteBuffer[] destinations, int offset, int length) {
            if (!source.hasRemaining()) {
                return new SSLEngineResult(Status.BUFFER_UNDERFLOW, getHandshakeStatus(), 0, 0);
            }
            source.get();
            this.hasAnswer = true;
            return new SSLEngineResult(Status.OK, getHandshakeStatus(), 1, 0);
        }
    }

    @Test
    void readsNothingMoreBeforeItsAnswersAreSent() throws Exception {
        ServerContext context = new JsseImplementation()
                .serverContext(TlsServerConfiguration.builder()
                        .certificateChains(List.of(
                                TestMaterial.chain(TestAuthority.create("Root").server("localhost"))))
                        .build());
        var buffer = new EngineBuffer(context, new Talkative(context.createEngine()));
        buffer.processIncoming(ByteBuffer.allocate(100));

        var answered = 0;
        while (buffer.incomingBytesBuffered() > LARGEST / Talkative.ANSWER) {
            for (int i = 0; i < 2; i++) {
                assertThatExceptionOfType(WantWriteException.class).isThrownBy(() -> buffer.read(1));
            }
            assertThat(buffer.outgoingBytesBuffered()).isBetween(LARGEST, LARGEST + Talkative.ANSWER);
            answered += buffer.processOutgoing(Integer.MAX_VALUE).length;
        }

        assertThatExceptionOfType(WantReadException.class).isThrownBy(() -> buffer.read(1));
        assertThat(answered + buffer.outgoingBytesBuffered()).isEqualTo(100 * Talkative.ANSWER);
    }

    @Test
    void decryptsNoMoreAheadThanItsLimit() throws Exception {
        var peers = new SocketPeers();
        try {
            var buffers = ConnectedBuffers.of(peers);
            for (int i = 0; i < 3; i++) {
                buffers.server().write(ByteBuffer.allocate(1000));
            }
            ConnectedBuffers.transfer(buffers.server(), buffers.client());

            decryptAll(buffers.client());
            assertThat(buffers.client().plaintextBytesBuffered()).isEqualTo(2000);
            assertThat(buffers.client().incomingBytesBuffered()).isGreaterThan(1000);

            assertThat(buffers.client().read(1)).hasSize(1);
            decryptAll(buffers.client());
            assertThat(buffers.client().plaintextBytesBuffered()).isEqualTo(2999);
        } finally {
            peers.stop();
        }
    }

    private static void decryptAll(EngineBuffer buffer) throws Exception {
        var limit = 2000;
        while (buffer.decryptAhead(limit)) {
            assertThat(buffer.plaintextBytesBuffered()).isLessThanOrEqualTo(limit + 999);
        }
    }
}
