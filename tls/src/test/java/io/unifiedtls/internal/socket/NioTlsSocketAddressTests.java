package io.unifiedtls.internal.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLSocket;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.unifiedtls.CertificateVerificationException;
import io.unifiedtls.ClientContext;
import io.unifiedtls.ServerContext;
import io.unifiedtls.TlsServerSocket;
import io.unifiedtls.TlsSocket;

/** Connections to addresses, of both families. */
@Timeout(30)
class NioTlsSocketAddressTests {

    private static final byte[] HELLO = {'h', 'e', 'l', 'l', 'o'};

    private final SocketPeers peers = new SocketPeers();

    private ClientContext client;

    private ServerContext server;

    @BeforeEach
    void create() throws Exception {
        var certificate = SocketPeers.AUTHORITY
                .leaf()
                .names("localhost")
                .ipAddresses("::1", "127.0.0.1")
                .issue();
        this.client = this.peers.client(settings -> settings);
        this.server =
                this.peers.server(settings -> settings.certificateChains(List.of(SocketPeers.chain(certificate))));
    }

    @AfterEach
    void stop() throws Exception {
        this.peers.stop();
    }

    @ParameterizedTest
    @ValueSource(strings = {"::1", "[::1]", "0:0:0:0:0:0:0:1", "::0001"})
    void connectsToAnAddressOfIpVersion6(String host) throws Exception {
        assumeIpVersion6();
        try (var listener = listen("::1")) {
            talk(listener, host);

            assertThat(address(listener.localAddress()).getAddress()).isInstanceOf(Inet6Address.class);
        }
        assertThat(this.peers.serverSide.events())
                .singleElement()
                .satisfies(event -> assertThat(event.requestedServerName()).isEmpty());
    }

    @Test
    void connectsToAnAddressOfIpVersion4() throws Exception {
        try (var listener = listen("127.0.0.1")) {
            talk(listener, "127.0.0.1");
        }
    }

    @Test
    void triesEachAddressOfAHost() throws Exception {
        assumeIpVersion6();
        for (var address : InetAddress.getAllByName("localhost")) {
            try (var listener = listen(address.getHostAddress())) {
                talk(listener, "localhost");
            }
        }
    }

    @Test
    void listensOnBothFamiliesIfNoAddressIsSaid() throws Exception {
        assumeIpVersion6();
        try (var listener = this.server.listen(new InetSocketAddress(0), 10)) {
            talk(listener, "::1");
            talk(listener, "127.0.0.1");
        }
    }

    @Test
    void refusesAServerThatIsForAnotherAddress() throws Exception {
        assumeIpVersion6();
        var other = this.peers.server(settings -> settings);
        try (var listener = other.listen(new InetSocketAddress("::1", 0), 10)) {
            this.peers.run(() -> listener.accept().doHandshake());

            assertThatExceptionOfType(CertificateVerificationException.class)
                    .isThrownBy(() -> this.client.connect("::1", SocketPeers.port(listener)))
                    .withMessage("the certificate is not for ::1 but for [localhost]");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"::1", "127.0.0.1"})
    void connectsSocketsOfTheJdk(String host) throws Exception {
        assumeIpVersion6();
        var factory = this.server.sslContext().getServerSocketFactory();
        try (var listener = factory.createServerSocket(0, 10, InetAddress.getByName(host))) {
            var served = this.peers.<SSLSocket>serve(
                    listener, socket -> socket.getOutputStream().write(HELLO));

            try (var socket = this.client.sslContext().getSocketFactory().createSocket(host, listener.getLocalPort())) {
                assertThat(socket.getInputStream().readAllBytes()).isEqualTo(HELLO);
            }

            served.get(10, TimeUnit.SECONDS);
        }
    }

    private void talk(TlsServerSocket listener, String host) throws Exception {
        var served = this.peers.run(() -> {
            try (var socket = listener.accept()) {
                socket.write(ByteBuffer.wrap(HELLO));
                assertThat(socket.inputStream().read()).isEqualTo(-1);
            }
        });
        try (var socket = this.client.connect(host, SocketPeers.port(listener))) {
            assertThat(socket.inputStream().readNBytes(HELLO.length)).isEqualTo(HELLO);
            assertThat(portOf(socket)).isEqualTo(SocketPeers.port(listener));
        }
        served.get(10, TimeUnit.SECONDS);
    }

    private static int portOf(TlsSocket socket) throws Exception {
        return address(socket.remoteAddress()).getPort();
    }

    private TlsServerSocket listen(String host) throws Exception {
        return this.server.listen(new InetSocketAddress(InetAddress.getByName(host), 0), 10);
    }

    private static InetSocketAddress address(SocketAddress address) {
        return (InetSocketAddress) address;
    }

    private static void assumeIpVersion6() throws Exception {
        var loopback = NetworkInterface.getByInetAddress(InetAddress.getLoopbackAddress());
        assumeTrue(
                loopback.inetAddresses().anyMatch(Inet6Address.class::isInstance),
                "the loopback interface has no address of IP version 6");
    }
}
