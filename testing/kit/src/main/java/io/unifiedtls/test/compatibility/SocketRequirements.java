package io.unifiedtls.test.compatibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;

import io.unifiedtls.CipherSuite;
import io.unifiedtls.ClientContext;
import io.unifiedtls.NextProtocol;
import io.unifiedtls.TlsException;
import io.unifiedtls.TlsFeature;
import io.unifiedtls.TlsSocket;
import io.unifiedtls.TlsVersion;
import io.unifiedtls.WantReadException;
import io.unifiedtls.WantWriteException;
import io.unifiedtls.test.junit.TestIdentities;

/** PEP 748, "Socket". */
abstract class SocketRequirements extends Requirements {

    private static final byte[] HELLO = "hello".getBytes(StandardCharsets.US_ASCII);

    @Test
    void p39IsMadeByContextsAlone() {
        assertThat(TlsSocket.class).isInterface();
    }

    @EachVersion
    void p40ReadsNoMoreThanThereIsRoomFor(TlsVersion version) throws Exception {
        try (var pair = peers().sockets(version)) {
            pair.client().write(ByteBuffer.wrap(HELLO));
            var destination = ByteBuffer.allocate(3);

            assertThat(pair.server().read(destination)).isEqualTo(3);
            assertThat(pair.server().inputStream().readNBytes(2)).asString().isEqualTo("lo");
        }
    }

    @Test
    void p41ReadsNothingBeforeTheHandshake() throws Exception {
        try (var listener = peers().server().listen(loopback(), 1);
                var plain = new Socket()) {
            plain.connect(listener.localAddress());
            plain.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            var destination = ByteBuffer.allocate(100);

            try (var socket = listener.accept()) {
                assertThatExceptionOfType(TlsException.class).isThrownBy(() -> socket.read(destination));
                assertThat(destination.position()).isZero();
                assertThat(socket.isOpen()).isFalse();
            }
        }
    }

    @EachVersion
    void p42WritesAndReturnsHowMuch(TlsVersion version) throws Exception {
        try (var pair = peers().sockets(version)) {
            assertThat(pair.client().write(ByteBuffer.wrap(HELLO))).isEqualTo(5);
            assertThat(pair.server().inputStream().readNBytes(5)).isEqualTo(HELLO);

            pair.client().close(true);
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> pair.client().write(ByteBuffer.wrap(HELLO)));
        }
    }

    @EachVersion
    void p43p44ClosesWithoutWaiting(TlsVersion version) throws Exception {
        try (var pair = peers().sockets(version)) {
            pair.client().close(true);

            assertThat(pair.client().isOpen()).isFalse();
            assertThat(pair.server().read(ByteBuffer.allocate(1))).isEqualTo(-1);
            assertThat(pair.server().read(ByteBuffer.allocate(1))).isEqualTo(-1);
            assertThatNoException().isThrownBy(() -> pair.client().close(true));
        }
    }

    @EachVersion
    void p43p45ClosesOnceThePeerHasSaidItToo(TlsVersion version) throws Exception {
        try (var pair = peers().sockets(version)) {
            pair.client().configureBlocking(false);

            if (has(TlsFeature.CLOSE_CONFIRMATION)) {
                assertThatExceptionOfType(WantReadException.class)
                        .isThrownBy(() -> pair.client().close(false));
                assertThat(pair.client().isOpen()).isTrue();
                pair.server().close();
                await(pair.client(), SelectionKey.OP_READ);
            }

            pair.client().close(false);
            assertThat(pair.client().isOpen()).isFalse();
        }
    }

    private static void await(TlsSocket socket, int operation) throws IOException {
        try (var selector = Selector.open()) {
            socket.selectableChannel().register(selector, operation);
            assertThat(selector.select(10_000)).isEqualTo(1);
        }
    }

    @EachVersion
    void p43ClosesGracefully(TlsVersion version) throws Exception {
        try (var pair = peers().sockets(version)) {
            var closing = CompletableFuture.runAsync(() -> close(pair.server()));

            assertThat(pair.client().read(ByteBuffer.allocate(1))).isEqualTo(-1);
            pair.client().close();

            closing.join();
            assertThat(pair.client().isOpen()).isFalse();
            assertThat(pair.server().isOpen()).isFalse();
        }
    }

    private static void close(TlsSocket socket) {
        assertThatNoException().isThrownBy(socket::close);
    }

    @EachVersion
    void p46WantsToWriteWhereCloseNotifyCannotBeSent(TlsVersion version) throws Exception {
        try (var pair = peers().sockets(version)) {
            pair.client().configureBlocking(false);
            fill(pair.client());

            assertThatExceptionOfType(WantWriteException.class)
                    .isThrownBy(() -> pair.client().close(true));
            assertThatExceptionOfType(WantWriteException.class)
                    .isThrownBy(() -> pair.client().close(false));
        }
    }

    /** Writes until the system takes no more, and does not take more a while later either. */
    private static void fill(TlsSocket socket) throws IOException {
        try (var selector = Selector.open()) {
            socket.selectableChannel().register(selector, SelectionKey.OP_WRITE);
            for (var refusals = 0; refusals < 2; ) {
                refusals = (writeMuch(socket) > 0) ? 0 : refusals + 1;
                // There may be room for a little more without the channel being writable.
                selector.select(200);
                selector.selectedKeys().clear();
            }
        }
    }

    private static long writeMuch(TlsSocket socket) throws IOException {
        long written = 0;
        try {
            while (true) {
                written += socket.write(ByteBuffer.allocate(1 << 20));
            }
        } catch (WantWriteException full) {
            return written;
        }
    }

    @Test
    void p47p48AcceptsConnections() throws Exception {
        var server = peers().server();
        var client = peers().client();
        try (var listener = server.listen(loopback(), 2)) {
            var port = ((InetSocketAddress) listener.localAddress()).getPort();
            var connecting = CompletableFuture.supplyAsync(() -> connect(client, port));
            try (var accepted = listener.accept()) {
                accepted.write(ByteBuffer.wrap(HELLO));
                try (var socket = connecting.join()) {
                    assertThat(socket.inputStream().readNBytes(5)).isEqualTo(HELLO);
                    assertThat(accepted.remoteAddress()).isEqualTo(socket.localAddress());
                    accepted.close(true);
                }
            }
        }
    }

    private static TlsSocket connect(ClientContext client, int port) {
        try {
            return client.connect("localhost", port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void p49p50TellsBothAddresses() throws Exception {
        try (var pair = peers().sockets()) {
            assertThat(pair.client().remoteAddress()).isEqualTo(pair.server().localAddress());
            assertThat(pair.server().remoteAddress()).isEqualTo(pair.client().localAddress());
        }
    }

    @EachVersion
    void p51p52p53p54p55TellsOfTheConnection(TlsVersion version) throws Exception {
        var client = peers().client(settings -> settings.highestSupportedVersion(version)
                .certificateChain(TestIdentities.chain(Peers.IDENTITY))
                .innerProtocols(List.of(NextProtocol.H2)));
        var server = peers().server(settings ->
                settings.trustStore(TestIdentities.trust(Peers.AUTHORITY)).innerProtocols(List.of(NextProtocol.H2)));
        try (var pair = peers().sockets(client, server)) {
            assertThat(pair.client().context()).isSameAs(client);
            assertThat(pair.server().context()).isSameAs(server);
            assertThat(pair.client().peerCertificate())
                    .contains(Peers.LOCALHOST.certificate().getEncoded());
            assertThat(pair.server().peerCertificate())
                    .contains(Peers.IDENTITY.certificate().getEncoded());
            for (var socket : List.of(pair.client(), pair.server())) {
                assertThat(socket.negotiatedTlsVersion()).contains(version);
                assertThat(socket.negotiatedProtocol()).contains(NextProtocol.H2);
                assertThat(socket.cipher().map(CipherSuite::isTls13)).contains(version == TlsVersion.TLSv1_3);
                socket.close(true);
                assertThatNothingIsKnownOf(socket);
            }
        }
    }

    @Test
    void p51p53p54p55TellsNothingBeforeTheHandshake() throws Exception {
        try (var listener = peers().server().listen(loopback(), 1);
                var plain = new Socket()) {
            plain.connect(listener.localAddress());
            var socket = listener.accept();

            assertThatNothingIsKnownOf(socket);
            socket.close(true);
        }
    }

    private static void assertThatNothingIsKnownOf(TlsSocket socket) {
        assertThat(socket.peerCertificate()).isEmpty();
        assertThat(socket.cipher()).isEmpty();
        assertThat(socket.negotiatedProtocol()).isEmpty();
        assertThat(socket.negotiatedTlsVersion()).isEmpty();
    }

    private static InetSocketAddress loopback() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }
}
