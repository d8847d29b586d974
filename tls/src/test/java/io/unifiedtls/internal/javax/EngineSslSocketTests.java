package io.unifiedtls.internal.javax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import javax.net.ssl.HandshakeCompletedEvent;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.unifiedtls.CertificateVerificationException;
import io.unifiedtls.HandshakeFailure;
import io.unifiedtls.NextProtocol;
import io.unifiedtls.RaggedEofException;
import io.unifiedtls.TlsException;
import io.unifiedtls.TlsVersion;
import io.unifiedtls.fixtures.RecordedHandshakes.Kind;
import io.unifiedtls.internal.socket.SocketPeers;

@Timeout(60)
class EngineSslSocketTests {

    private static final byte[] HELLO = "hello".getBytes(StandardCharsets.US_ASCII);

    private final SocketPeers peers = new SocketPeers();

    private SSLContext client;

    private SSLServerSocket server;

    @BeforeEach
    void listen() throws Exception {
        this.client = this.peers.client(settings -> settings).sslContext();
        this.server = SocketPeers.listen(this.peers
                .server(settings -> settings.innerProtocols(List.of(NextProtocol.H2)))
                .sslContext());
    }

    @AfterEach
    void stop() throws Exception {
        this.server.close();
        this.peers.stop();
    }

    @ParameterizedTest
    @EnumSource(names = {"TLSv1_2", "TLSv1_3"})
    void talksBothWaysAndTellsOfTheHandshakeOnce(TlsVersion version) throws Exception {
        var served = serve(socket -> {
            socket.getOutputStream().write(socket.getInputStream().readNBytes(HELLO.length));
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        });
        var context = this.peers
                .client(settings -> settings.highestSupportedVersion(version).innerProtocols(List.of(NextProtocol.H2)))
                .sslContext();

        try (var socket = SocketPeers.connect(context, "localhost", this.server)) {
            assertThat(socket.getApplicationProtocol()).isNull();
            socket.getOutputStream().write(HELLO);
            assertThat(socket.getInputStream().readNBytes(HELLO.length)).isEqualTo(HELLO);
            assertThat(socket.getApplicationProtocol()).isEqualTo("h2");
            assertThat(socket.getSession().getProtocol()).isEqualTo(version.protocol());
            assertThat(socket.getSession().getPeerCertificates()[0]).isEqualTo(SocketPeers.LOCALHOST.certificate());
        }

        served.get(10, TimeUnit.SECONDS);
        for (var side : List.of(this.peers.clientSide, this.peers.serverSide)) {
            assertThat(side.told()).extracting(told -> told.kind()).containsExactly(Kind.BEGUN, Kind.SUCCEEDED);
            assertThat(side.events().get(0).requestedServerName()).contains("localhost");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"TLSv1_2", "TLSv1_3"})
    void movesMuchDataBothWaysAtOnce(TlsVersion version) throws Exception {
        var data = new byte[20_000_000];
        new Random(1).nextBytes(data);
        var served = serve(socket -> {
            exchange(socket, data);
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        });
        var context = this.peers
                .client(settings -> settings.highestSupportedVersion(version))
                .sslContext();

        try (var socket = SocketPeers.connect(context, "localhost", this.server)) {
            exchange(socket, data);
        }

        served.get(30, TimeUnit.SECONDS);
    }

    private void exchange(SSLSocket socket, byte[] data) throws Exception {
        var writing = this.peers.run(() -> socket.getOutputStream().write(data));
        var received = socket.getInputStream().readNBytes(data.length);
        assertThat(MessageDigest.getInstance("SHA-256").digest(received))
                .isEqualTo(MessageDigest.getInstance("SHA-256").digest(data));
        writing.get();
    }

    @Test
    void writesWhileAReaderHasDoneTheHandshakeAndWaits() throws Exception {
        var served = serve(socket -> {
            assertThat(socket.getInputStream().readNBytes(HELLO.length)).isEqualTo(HELLO);
            socket.getOutputStream().write(HELLO);
        });

        try (var socket = SocketPeers.connect(this.client, "localhost", this.server)) {
            var reading = this.peers.run(() ->
                    assertThat(socket.getInputStream().readNBytes(HELLO.length)).isEqualTo(HELLO));
            socket.getOutputStream().write(HELLO);
            reading.get(10, TimeUnit.SECONDS);
        }

        served.get(10, TimeUnit.SECONDS);
    }

    // ---- who the peer is

    @Test
    void refusesAnotherHost() throws Exception {
        var served = serve(SSLSocket::startHandshake);

        try (var socket = SocketPeers.connect(this.client, "127.0.0.1", this.server)) {
            assertThatExceptionOfType(CertificateVerificationException.class)
                    .isThrownBy(socket::startHandshake)
                    .withMessage("the certificate is not for 127.0.0.1 but for [localhost]");
            assertThat(socket.isClosed()).isTrue();
            assertThat(socket.getSession().isValid()).isFalse();
            assertThatExceptionOfType(SSLPeerUnverifiedException.class)
                    .isThrownBy(() -> socket.getSession().getPeerCertificates());
        }

        assertThat(served).failsWithin(10, TimeUnit.SECONDS);
        assertThat(this.peers.clientSide.outcomes()).singleElement().satisfies(told -> {
            assertThat(told.kind()).isEqualTo(Kind.FAILED);
            assertThat(told.event().failure()).contains(HandshakeFailure.CERTIFICATE_HOSTNAME);
        });
        assertThat(this.peers.serverSide.outcomes())
                .singleElement()
                .satisfies(told -> assertThat(told.event().failure()).contains(HandshakeFailure.PEER_ALERT));
    }

    @Test
    void refusesEveryServerWithoutAHost() throws Exception {
        var served = serve(SSLSocket::startHandshake);

        try (var socket = layered(null)) {
            assertThatExceptionOfType(CertificateVerificationException.class)
                    .isThrownBy(socket::startHandshake)
                    .withMessageStartingWith("no host name to verify the certificate for");
        }

        assertThat(served).failsWithin(10, TimeUnit.SECONDS);
    }

    @Test
    void closesThePlainSocketIfTheHostIsNotValid() throws Exception {
        var plain = new Socket(InetAddress.getLoopbackAddress(), this.server.getLocalPort());

        try (var socket = (SSLSocket) this.client.getSocketFactory().createSocket(plain, "not a host", 443, true)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(socket::startHandshake)
                    .withMessageContaining("'not a host'");
            assertThat(plain.isClosed()).isTrue();
            assertThat(socket.getSession().isValid()).isFalse();
        }
    }

    @Test
    void takesTheServerNameForAMissingHost() throws Exception {
        var served = serve(SSLSocket::startHandshake);

        try (var socket = layered(null)) {
            var parameters = new SSLParameters();
            parameters.setServerNames(List.of(new SNIHostName("localhost")));
            socket.setSSLParameters(parameters);
            socket.startHandshake();
        }

        served.get(10, TimeUnit.SECONDS);
    }

    @Test
    void verifiesTheHostWhateverIsSet() throws Exception {
        var served = serve(SSLSocket::startHandshake);

        try (var socket = (SSLSocket) this.client.getSocketFactory().createSocket()) {
            var parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm(null);
            parameters.setServerNames(List.of(new SNIHostName("localhost")));
            socket.setSSLParameters(parameters);
            socket.connect(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), this.server.getLocalPort()));

            assertThatExceptionOfType(CertificateVerificationException.class)
                    .isThrownBy(socket::startHandshake)
                    .withMessage("the certificate is not for 127.0.0.1 but for [localhost]");
        }

        assertThat(served).failsWithin(10, TimeUnit.SECONDS);
    }

    @Test
    void knowsTheHostOfTheAddressThatIsConnectedLater() throws Exception {
        var served = serve(SSLSocket::startHandshake);

        try (var socket = (SSLSocket) this.client.getSocketFactory().createSocket()) {
            socket.connect(new InetSocketAddress("localhost", this.server.getLocalPort()), 10_000);
            socket.startHandshake();
        }

        served.get(10, TimeUnit.SECONDS);
    }

    // ---- settings

    @Test
    void keepsTheSettingsThatAreMadeBeforeItIsConnected() throws Exception {
        var served = serve(SSLSocket::startHandshake);

        try (var socket = (SSLSocket) this.client.getSocketFactory().createSocket()) {
            socket.setEnabledProtocols(new String[] {"TLSv1.2"});
            socket.setEnabledCipherSuites(new String[] {"TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384"});
            socket.setTcpNoDelay(true);
            socket.connect(new InetSocketAddress("localhost", this.server.getLocalPort()));
            socket.startHandshake();

            assertThat(socket.getSession().getProtocol()).isEqualTo("TLSv1.2");
            assertThat(socket.getSession().getCipherSuite()).isEqualTo("TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384");
            assertThat(socket.getTcpNoDelay()).isTrue();
        }

        served.get(10, TimeUnit.SECONDS);
        assertThat(this.peers.serverSide.events().get(0).requestedServerName()).contains("localhost");
    }

    @Test
    void hasTheSettingsOfTheContext() throws Exception {
        var context = this.peers
                .client(settings -> settings.lowestSupportedVersion(TlsVersion.TLSv1_3))
                .sslContext();

        try (var socket = (SSLSocket) context.getSocketFactory().createSocket()) {
            assertThat(socket.getEnabledProtocols()).containsExactly("TLSv1.3");
            assertThat(socket.getUseClientMode()).isTrue();
            assertThat(socket.getSSLParameters().getEndpointIdentificationAlgorithm())
                    .isEqualTo("HTTPS");
            assertThatIllegalArgumentException().isThrownBy(() -> socket.setEnabledProtocols(new String[] {"TLSv9"}));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> socket.setUseClientMode(false))
                    .withMessage("a client context cannot create server connections; use a server context");
        }
    }

    /** An engine that is never used may hold memory outside the heap. */
    @Test
    void createsItsEngineOnlyForTheHandshake() throws Exception {
        var context = this.peers.client(settings -> settings);
        var created = new AtomicInteger();
        var engines = new EngineFactory(
                context,
                context.sslContext().getDefaultSSLParameters(),
                () -> {
                    throw new AssertionError("the host is known");
                },
                (host, port) -> {
                    created.incrementAndGet();
                    return context.createEngine(host, port);
                });
        var served = serve(SSLSocket::startHandshake);
        try (var socket = (SSLSocket) new EngineSslSocketFactory(engines).createSocket()) {
            socket.setEnabledProtocols(new String[] {"TLSv1.2"});
            socket.connect(new InetSocketAddress("localhost", this.server.getLocalPort()));
            assertThat(socket.getInputStream().available()).isZero();
            assertThat(socket.getSSLParameters().getProtocols()).containsExactly("TLSv1.2");
            assertThat(created).hasValue(0);

            assertThat(socket.getSession().getProtocol()).isEqualTo("TLSv1.2");
        }
        assertThat(created).hasValue(1);
        served.get(10, TimeUnit.SECONDS);
    }

    @Test
    void letsTheServerChooseTheApplicationProtocol() throws Exception {
        var served = serve(socket -> {
            socket.setHandshakeApplicationProtocolSelector((any, offered) -> {
                assertThat(any).isSameAs(socket);
                return offered.get(1);
            });
            socket.startHandshake();
        });
        var context = this.peers
                .client(settings -> settings.innerProtocols(List.of(NextProtocol.H2, NextProtocol.HTTP1)))
                .sslContext();

        try (var socket = SocketPeers.connect(context, "localhost", this.server)) {
            socket.startHandshake();
            assertThat(socket.getApplicationProtocol()).isEqualTo("http/1.1");
        }

        served.get(10, TimeUnit.SECONDS);
    }

    @Test
    void tellsTheListenersOfTheHandshake() throws Exception {
        var served = serve(SSLSocket::startHandshake);
        var told = new CompletableFuture<HandshakeCompletedEvent>();

        try (var socket = SocketPeers.connect(this.client, "localhost", this.server)) {
            socket.addHandshakeCompletedListener(told::complete);
            socket.startHandshake();
            socket.startHandshake();

            assertThat(told.get(10, TimeUnit.SECONDS).getSocket()).isSameAs(socket);
            assertThat(told.get().getPeerCertificates()[0]).isEqualTo(SocketPeers.LOCALHOST.certificate());
        }

        served.get(10, TimeUnit.SECONDS);
    }

    // ---- layers

    @Test
    void isLayeredOverASocketThatSaidSomethingBefore() throws Exception {
        try (var proxy = SocketPeers.listenPlain()) {
            var factory = this.peers.server(settings -> settings).sslContext().getSocketFactory();
            var served = this.peers.<Socket>serve(proxy, plain -> {
                assertThat(plain.getInputStream().readNBytes(HELLO.length)).isEqualTo(HELLO);
                plain.getOutputStream().write(HELLO);
                try (var socket = (SSLSocket) factory.createSocket(plain, "client", 1, true)) {
                    assertThat(socket.getUseClientMode()).isFalse();
                    socket.getOutputStream().write(socket.getInputStream().readNBytes(HELLO.length));
                }
                assertThat(plain.isClosed()).isTrue();
            });

            var plain = new Socket(InetAddress.getLoopbackAddress(), proxy.getLocalPort());
            plain.getOutputStream().write(HELLO);
            assertThat(plain.getInputStream().readNBytes(HELLO.length)).isEqualTo(HELLO);
            try (var socket = (SSLSocket) this.client.getSocketFactory().createSocket(plain, "localhost", 443, true)) {
                socket.getOutputStream().write(HELLO);
                assertThat(socket.getInputStream().readAllBytes()).isEqualTo(HELLO);
            }

            assertThat(plain.isClosed()).isTrue();
            served.get(10, TimeUnit.SECONDS);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"TLSv1_2", "TLSv1_3"})
    void leavesThePlainSocketUsableIfItIsNotToBeClosed(TlsVersion version) throws Exception {
        var context = this.peers
                .client(settings -> settings.highestSupportedVersion(version))
                .sslContext();
        try (var listener = SocketPeers.listenPlain()) {
            var factory = this.peers.server(settings -> settings).sslContext().getSocketFactory();
            var served = this.peers.<Socket>serve(listener, plain -> {
                var socket = (SSLSocket) factory.createSocket(plain, null, false);
                assertThat(socket.getInputStream().readAllBytes()).isEqualTo(HELLO);
                socket.close();
                plain.getOutputStream().write(HELLO);
                assertThat(plain.getInputStream().readNBytes(HELLO.length)).isEqualTo(HELLO);
            });

            try (var plain = new Socket(InetAddress.getLoopbackAddress(), listener.getLocalPort())) {
                var socket = (SSLSocket) context.getSocketFactory().createSocket(plain, "localhost", 443, false);
                socket.getOutputStream().write(HELLO);
                socket.close();
                plain.getOutputStream().write(HELLO);
                assertThat(plain.getInputStream().readNBytes(HELLO.length)).isEqualTo(HELLO);
            }

            served.get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void servesAClientWhoseFirstBytesWereReadAlready() throws Exception {
        try (var listener = SocketPeers.listenPlain()) {
            var factory = this.peers.server(settings -> settings).sslContext().getSocketFactory();
            var served = this.peers.<Socket>serve(listener, plain -> {
                var consumed = new ByteArrayInputStream(plain.getInputStream().readNBytes(10));
                try (var socket = (SSLSocket) factory.createSocket(plain, consumed, true)) {
                    socket.getOutputStream().write(HELLO);
                }
            });

            try (var socket = SocketPeers.connect(this.client, "localhost", listener)) {
                assertThat(socket.getInputStream().readAllBytes()).isEqualTo(HELLO);
            }

            served.get(10, TimeUnit.SECONDS);
        }
    }

    // ---- time

    @Test
    void goesOnReadingAfterATimeout() throws Exception {
        var late = new CompletableFuture<Void>();
        var served = serve(socket -> {
            socket.startHandshake();
            late.get(10, TimeUnit.SECONDS);
            socket.getOutputStream().write(HELLO);
        });

        try (var socket = SocketPeers.connect(this.client, "localhost", this.server)) {
            socket.startHandshake();
            socket.setSoTimeout(50);
            assertThatExceptionOfType(SocketTimeoutException.class)
                    .isThrownBy(() -> socket.getInputStream().read());
            late.complete(null);
            socket.setSoTimeout(10_000);
            assertThat(socket.getInputStream().readAllBytes()).isEqualTo(HELLO);
        }

        served.get(10, TimeUnit.SECONDS);
    }

    @Test
    void givesUpOnAPeerThatStopsInTheHandshake() throws Exception {
        try (var listener = SocketPeers.listenPlain()) {
            var served = this.peers.<Socket>serve(
                    listener, plain -> plain.getInputStream().readAllBytes());

            try (var socket = SocketPeers.connect(this.client, "localhost", listener)) {
                socket.setSoTimeout(50);
                assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(socket::startHandshake);
            }

            served.get(10, TimeUnit.SECONDS);
            assertThat(this.peers.clientSide.outcomes()).singleElement().satisfies(told -> {
                assertThat(told.kind()).isEqualTo(Kind.FAILED);
                assertThat(told.event().failure()).contains(HandshakeFailure.TIMEOUT);
            });
        }
    }

    @Test
    void doesNotWaitLongToCloseForAPeerThatReadsNothing() throws Exception {
        var closed = new CompletableFuture<Void>();
        var served = serve(socket -> {
            socket.startHandshake();
            closed.get(30, TimeUnit.SECONDS);
        });

        var socket = SocketPeers.connect(this.client, "localhost", this.server);
        socket.startHandshake();
        var writing = this.peers.run(() -> socket.getOutputStream().write(new byte[100_000_000]));
        socket.close();

        closed.complete(null);
        assertThat(writing).failsWithin(10, TimeUnit.SECONDS);
        served.get(10, TimeUnit.SECONDS);
    }

    // ---- ends

    @Test
    void readsAfterItsOutputWasShutDown() throws Exception {
        var served = serve(socket -> {
            var request = socket.getInputStream().readAllBytes();
            socket.getOutputStream().write(request);
        });

        try (var socket = SocketPeers.connect(this.client, "localhost", this.server)) {
            socket.getOutputStream().write(HELLO);
            socket.shutdownOutput();
            assertThat(socket.isOutputShutdown()).isTrue();
            assertThatExceptionOfType(SocketException.class).isThrownBy(socket::getOutputStream);
            assertThat(socket.getInputStream().readAllBytes()).isEqualTo(HELLO);
            assertThat(socket.isClosed()).isFalse();
        }

        served.get(10, TimeUnit.SECONDS);
    }

    @Test
    void endsAReaderWhenTheInputIsShutDown() throws Exception {
        var served = serve(socket -> {
            socket.startHandshake();
            assertThat(socket.getInputStream().readNBytes(HELLO.length)).isEqualTo(HELLO);
        });

        try (var socket = SocketPeers.connect(this.client, "localhost", this.server)) {
            socket.startHandshake();
            var input = socket.getInputStream();
            var reading = this.peers.run(() -> assertThat(input.read()).isEqualTo(-1));
            socket.shutdownInput();
            reading.get(10, TimeUnit.SECONDS);
            assertThat(input.read()).isEqualTo(-1);
            assertThatExceptionOfType(SocketException.class).isThrownBy(socket::getInputStream);
            socket.getOutputStream().write(HELLO);
        }

        served.get(10, TimeUnit.SECONDS);
    }

    @Test
    void saysThatTheEndIsRagged() throws Exception {
        try (var listener = SocketPeers.listenPlain()) {
            var factory = this.peers.server(settings -> settings).sslContext().getSocketFactory();
            var served = this.peers.<Socket>serve(
                    listener, plain -> ((SSLSocket) factory.createSocket(plain, "client", 1, false)).startHandshake());

            try (var socket = SocketPeers.connect(this.client, "localhost", listener)) {
                assertThatExceptionOfType(RaggedEofException.class)
                        .isThrownBy(() -> socket.getInputStream().read())
                        .withMessage("the connection ended without the peer's close_notify; data may be missing");
            }

            served.get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void saysThatThePeerSpeaksNoTls() throws Exception {
        try (var listener = SocketPeers.listenPlain()) {
            var served = this.peers.<Socket>serve(listener, plain -> {
                plain.getInputStream().read();
                plain.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                plain.getInputStream().readAllBytes();
            });

            try (var socket = SocketPeers.connect(this.client, "localhost", listener)) {
                assertThatExceptionOfType(TlsException.class)
                        .isThrownBy(socket::startHandshake)
                        .withMessage("the peer does not speak TLS; is it the right port?");
            }

            served.get(10, TimeUnit.SECONDS);
            assertThat(this.peers.clientSide.outcomes())
                    .singleElement()
                    .satisfies(told -> assertThat(told.event().failure()).contains(HandshakeFailure.NOT_TLS));
        }
    }

    @Test
    void tellsOfAPeerThatEndsTheConnectionInTheHandshake() throws Exception {
        try (var listener = SocketPeers.listenPlain()) {
            var served = this.peers.<Socket>serve(
                    listener, plain -> plain.getInputStream().read());

            try (var socket = SocketPeers.connect(this.client, "localhost", listener)) {
                assertThatExceptionOfType(IOException.class).isThrownBy(socket::startHandshake);
                assertThat(socket.isClosed()).isTrue();
                assertThat(this.peers.clientSide.outcomes())
                        .singleElement()
                        .satisfies(told -> assertThat(told.kind()).isEqualTo(Kind.ABORTED));
            }

            served.get(10, TimeUnit.SECONDS);
            assertThat(this.peers.clientSide.outcomes()).hasSize(1);
        }
    }

    @Test
    void tellsOfNoHandshakeIfThereWasNone() throws Exception {
        var served = serve(socket -> {});

        SocketPeers.connect(this.client, "localhost", this.server).close();

        served.get(10, TimeUnit.SECONDS);
        assertThat(this.peers.clientSide.told()).isEmpty();
        assertThat(this.peers.serverSide.told()).isEmpty();
    }

    @Test
    void tellsOfNoHandshakeIfTheClientSaysNothing() throws Exception {
        var served = serve(socket -> assertThatExceptionOfType(TlsException.class)
                .isThrownBy(socket::startHandshake)
                .withMessage("the connection ended during the handshake"));

        new Socket(InetAddress.getLoopbackAddress(), this.server.getLocalPort()).close();

        served.get(10, TimeUnit.SECONDS);
        assertThat(this.peers.serverSide.told()).isEmpty();
    }

    @Test
    void isConsistentAfterItWasClosed() throws Exception {
        var socket = (SSLSocket) this.client.getSocketFactory().createSocket();
        assertThatExceptionOfType(SocketException.class).isThrownBy(socket::getInputStream);
        assertThat(socket.isClosed()).isFalse();
        assertThat(socket.getSession().getCipherSuite()).isEqualTo("SSL_NULL_WITH_NULL_NULL");
        assertThatIllegalStateException().isThrownBy(() -> socket.getSession().putValue("name", "value"));

        socket.close();
        socket.close();

        assertThat(socket.isClosed()).isTrue();
        assertThatExceptionOfType(SocketException.class).isThrownBy(socket::startHandshake);
        assertThatExceptionOfType(SocketException.class)
                .isThrownBy(() -> socket.connect(this.server.getLocalSocketAddress()));
    }

    private SSLSocket layered(String host) throws Exception {
        var plain = new Socket(InetAddress.getLoopbackAddress(), this.server.getLocalPort());
        return (SSLSocket) this.client.getSocketFactory().createSocket(plain, host, 443, true);
    }

    private CompletableFuture<Void> serve(SocketPeers.Peer<SSLSocket> peer) {
        return this.peers.serve(this.server, peer);
    }
}
