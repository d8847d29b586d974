package io.unifiedtls.test.compatibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.unifiedtls.CertificateVerificationException;
import io.unifiedtls.DetachedChannel;
import io.unifiedtls.TlsBuffer;
import io.unifiedtls.TlsFeature;
import io.unifiedtls.TlsSocket;
import io.unifiedtls.TlsVersion;
import io.unifiedtls.WantReadException;

/** Beyond PEP 748: TLS on connections that exist already, and their return. */
@Timeout(20)
abstract class ChannelRequirements extends Requirements {

    private static final byte[] HELLO = "hello".getBytes(StandardCharsets.US_ASCII);

    /** Two ends of a TCP connection. */
    private record Channels(SocketChannel client, SocketChannel server) implements AutoCloseable {

        static Channels connected() throws IOException {
            try (var listener = ServerSocketChannel.open()) {
                listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                var client = SocketChannel.open(listener.getLocalAddress());
                return new Channels(client, listener.accept());
            }
        }

        @Override
        public void close() throws IOException {
            this.client.close();
            this.server.close();
        }
    }

    @EachVersion
    void startsTlsAndGoesBackWithoutLosingAByte(TlsVersion version) throws Exception {
        try (var channels = Channels.connected()) {
            send(channels.client(), "STARTTLS");
            assertThat(receive(channels.server(), 8)).isEqualTo("STARTTLS");

            var client = peers().client(version).secure(channels.client(), "localhost");
            var server = peers().server().secure(channels.server());
            var served = CompletableFuture.supplyAsync(() -> handshake(server));
            client.doHandshake();
            served.join();
            client.write(ByteBuffer.wrap(HELLO));
            assertThat(server.inputStream().readNBytes(HELLO.length)).isEqualTo(HELLO);
            assertThat(client.negotiatedTlsVersion()).contains(version);

            if (!has(TlsFeature.CLOSE_CONFIRMATION)) {
                assertThatExceptionOfType(UnsupportedOperationException.class)
                        .isThrownBy(client::detach)
                        .withMessage(
                                "the TLS implementation %s does not receive the peer's close_notify after its own, so that it cannot tell where TLS ends; let the peer close first"
                                        .formatted(implementation().name()));
                client.closeOutput();
                assertThat(server.read(ByteBuffer.allocate(1))).isEqualTo(-1);
                assertThat(server.detach().channel()).isSameAs(channels.server());
                assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(client::detach);
                return;
            }
            var detaching = CompletableFuture.supplyAsync(() -> detach(client));
            assertThat(server.read(ByteBuffer.allocate(1))).isEqualTo(-1);
            var ofServer = server.detach();
            var ofClient = detaching.join();

            assertThat(ofClient.channel()).isSameAs(channels.client());
            assertThat(ofServer.unread().hasRemaining()).isFalse();
            send(ofServer.channel(), "plain");
            assertThat(receive(ofClient.channel(), 5)).isEqualTo("plain");
            send(ofClient.channel(), "again");
            assertThat(receive(ofServer.channel(), 5)).isEqualTo("again");
            assertThat(client.isOpen()).isFalse();
            assertThat(client.cipher()).isEmpty();
            assertThatExceptionOfType(ClosedChannelException.class)
                    .isThrownBy(() -> client.read(ByteBuffer.allocate(1)));
            client.close();
            assertThat(channels.client().isOpen()).isTrue();
        }
    }

    @EachVersion
    void returnsWhatCameTogetherWithTheEndOfTls(TlsVersion version) throws Exception {
        try (var channels = Channels.connected()) {
            var client = peers().client(version).createBuffer("localhost");
            var server = peers().server().secure(channels.server());
            var served = CompletableFuture.supplyAsync(() -> handshake(server));
            handshake(client, channels.client());
            served.join();
            client.write(ByteBuffer.wrap(HELLO));
            shutDown(client);
            var end = client.processOutgoing(Integer.MAX_VALUE);
            var together =
                    ByteBuffer.allocate(end.length + 5).put(end).put("plain".getBytes(StandardCharsets.US_ASCII));
            channels.client().write(together.flip());

            assertThat(server.inputStream().readNBytes(HELLO.length)).isEqualTo(HELLO);
            var detached = server.detach();

            assertThat(StandardCharsets.US_ASCII.decode(detached.unread()).toString())
                    .isEqualTo("plain");
            assertThat(detached.channel().isOpen()).isTrue();
        }
    }

    /** What the reader has of the record stays with it. */
    @EachVersion
    void closesItsOutputWhileAnotherThreadWaitsForTheRestOfARecord(TlsVersion version) throws Exception {
        try (var channels = Channels.connected()) {
            var client = peers().client(version).createBuffer("localhost");
            var server = peers().server().secure(channels.server());
            var served = CompletableFuture.supplyAsync(() -> handshake(server));
            handshake(client, channels.client());
            served.join();
            client.write(ByteBuffer.wrap(HELLO));
            channels.client().write(ByteBuffer.wrap(client.processOutgoing(9)));
            var destination = ByteBuffer.allocate(10);
            var reading = CompletableFuture.supplyAsync(() -> read(server, destination));
            while (channels.server().socket().getInputStream().available() > 0) {
                Thread.onSpinWait();
            }

            server.closeOutput();
            channels.client().write(ByteBuffer.wrap(client.processOutgoing(Integer.MAX_VALUE)));

            assertThat(reading.join()).isEqualTo(has(TlsFeature.CLOSE_CONFIRMATION) ? HELLO.length : -1);
        }
    }

    private static int read(TlsSocket socket, ByteBuffer destination) {
        try {
            return socket.read(destination);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @EachVersion
    void doesNotDetachBeforeAllIsRead(TlsVersion version) throws Exception {
        try (var pair = peers().sockets(version)) {
            pair.server().write(ByteBuffer.wrap(HELLO));
            pair.server().closeOutput();
            assertThat(pair.client().inputStream().read()).isEqualTo('h');

            assertThatExceptionOfType(WantReadException.class)
                    .isThrownBy(() -> pair.client().detach());

            assertThat(pair.client().inputStream().readAllBytes()).asString().isEqualTo("ello");
            assertThat(pair.client().detach().channel().isOpen()).isTrue();
        }
    }

    @Test
    void verifiesTheServerName() throws Exception {
        try (var channels = Channels.connected()) {
            var client = peers().client().secure(channels.client(), "www.example.com");
            var server = peers().server().secure(channels.server());
            var served = CompletableFuture.supplyAsync(() -> handshake(server));

            assertThatIllegalStateException()
                    .isThrownBy(client::detach)
                    .withMessage("TLS cannot be ended before the handshake is complete; use close()");
            assertThatExceptionOfType(CertificateVerificationException.class)
                    .isThrownBy(client::doHandshake)
                    .withMessage("the certificate is not for www.example.com but for [localhost]");
            assertThat(channels.client().isOpen()).isFalse();
            assertThat(served)
                    .failsWithin(Duration.ofSeconds(10))
                    .withThrowableThat()
                    .withCauseInstanceOf(UncheckedIOException.class);
        }
    }

    @Test
    void refusesAChannelThatIsNotConnected() throws Exception {
        try (var channel = SocketChannel.open()) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> peers().client().secure(channel, "localhost"))
                    .withMessage("the channel is not connected");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> peers().server().secure(channel))
                    .withMessage("the channel is not connected");
        }
    }

    // ---- both ends

    private static void handshake(TlsBuffer client, SocketChannel channel) throws IOException {
        var received = ByteBuffer.allocate(1 << 16);
        for (var done = false; !done; ) {
            try {
                client.doHandshake();
                done = true;
            } catch (WantReadException needsMore) {
                channel.write(ByteBuffer.wrap(client.processOutgoing(Integer.MAX_VALUE)));
                channel.read(received.clear());
                client.processIncoming(received.flip());
            }
        }
        channel.write(ByteBuffer.wrap(client.processOutgoing(Integer.MAX_VALUE)));
    }

    private static DetachedChannel detach(TlsSocket socket) {
        try {
            return socket.detach();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void send(SocketChannel channel, String text) throws IOException {
        channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
    }

    private static String receive(SocketChannel channel, int length) throws IOException {
        return new String(channel.socket().getInputStream().readNBytes(length), StandardCharsets.US_ASCII);
    }
}
