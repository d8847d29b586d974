package io.unifiedtls.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;

import org.junit.jupiter.api.Test;

class ObservedEngineTests {

    private final SocketPeers peers = new SocketPeers();

    @Test
    void tellsOfNoHandshakeIfAServerSaysGoodbyeBeforeTheClientSaysHello() throws Exception {
        var engine = this.peers.server(settings -> settings).createEngine();

        engine.beginHandshake();
        engine.closeOutbound();
        engine.wrap(ByteBuffer.allocate(0), ByteBuffer.allocate(1 << 15));

        assertThat(this.peers.serverSide.told()).isEmpty();
    }

    @Test
    void tellsOfNoHandshakeIfAClientSaysGoodbyeBeforeItSaysHello() throws Exception {
        var engine = this.peers.client(settings -> settings).createEngine("localhost", 443);

        engine.closeOutbound();
        engine.wrap(ByteBuffer.allocate(0), ByteBuffer.allocate(1 << 15));

        assertThat(this.peers.clientSide.told()).isEmpty();
    }
}
