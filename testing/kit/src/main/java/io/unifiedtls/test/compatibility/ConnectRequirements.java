package io.unifiedtls.test.compatibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.unifiedtls.CertificateVerificationException;
import io.unifiedtls.ConnectTarget;
import io.unifiedtls.HandshakeEvent;
import io.unifiedtls.HandshakeListener;
import io.unifiedtls.ServerContext;
import io.unifiedtls.TlsFeature;
import io.unifiedtls.TlsServerSocket;
import io.unifiedtls.TlsSocket;
import io.unifiedtls.TlsVersion;
import io.unifiedtls.WantReadException;
import io.unifiedtls.WantWriteException;
import io.unifiedtls.test.junit.TestIdentities;

/** PEP 748, "Context": connecting, with settings. */
@Timeout(20)
abstract class ConnectRequirements extends Requirements {

    private static final String ADDRESS = "127.0.0.1";

    /** Names as callers write them, and as they are sent; addresses are not. */
    private static final List<List<String>> NAMES = List.of(
            List.of("www.example.com", "www.example.com"),
            List.of("WWW.Example.com", "www.example.com"),
            List.of("www.example.com.", "www.example.com"),
            List.of("b\u00fccher.example", "xn--bcher-kva.example"),
            List.of("xn--bcher-kva.example", "xn--bcher-kva.example"),
            List.of("localhost", "localhost"),
            List.of("intranet", "intranet"),
            List.of("127.0.0.1"),
            List.of("::1"),
            List.of("[::1]"));

    @Test
    void p33p34SendsAndVerifiesNamesOfEveryKind() throws Exception {
        var certificate = Peers.AUTHORITY
                .leaf()
                .names("www.example.com", "xn--bcher-kva.example", "localhost", "intranet")
                .ipAddresses(ADDRESS, "::1")
                .issue();
        var requested = new CopyOnWriteArrayList<String>();
        var server = peers().server(settings -> settings.certificateChains(List.of(TestIdentities.chain(certificate))))
                .observed("server", new HandshakeListener() {
                    @Override
                    public void succeeded(HandshakeEvent event) {
                        requested.add(event.requestedServerName().orElse("none"));
                    }
                });
        try (var listener = listen(server)) {
            for (var name : NAMES) {
                requested.clear();
                var accepting = accept(listener);
                try (var socket = peers().client()
                                .connect(target(listener, name.get(0)).build());
                        var accepted = accepting.join()) {
                    assertThat(socket.peerCertificates()).first().isEqualTo(certificate.certificate());
                    var sent = name.size() == 2 && (has(TlsFeature.ALL_SERVER_NAMES) || isSentByAll(name.get(1)));
                    assertThat(requested).as(name.get(0)).containsExactly(sent ? name.get(1) : "none");
                    accepted.close(true);
                }
            }
        }
    }

    private static boolean isSentByAll(String name) {
        return name.contains(".") || name.equals("localhost");
    }

    @Test
    void p34RefusesAServerOfAnotherName() throws Exception {
        for (var name : List.of("www.example.com", "127.0.0.2", "local")) {
            try (var listener = listen(peers().server())) {
                var accepting = accept(listener);
                assertThatExceptionOfType(CertificateVerificationException.class)
                        .isThrownBy(() ->
                                peers().client().connect(target(listener, name).build()))
                        .withMessage("the certificate is not for %s but for [localhost]", name);
                assertThat(accepting).isNotCancelled();
            }
        }
    }

    @EachVersion
    void p33ConnectsWithoutBlocking(TlsVersion version) throws Exception {
        try (var listener = listen(peers().server());
                var selector = Selector.open()) {
            listener.configureBlocking(false);
            assertThatExceptionOfType(WantReadException.class).isThrownBy(listener::accept);

            var client = peers().client(version)
                    .connect(target(listener, "localhost").nonBlocking().build());
            assertThat(client.selectableChannel().isBlocking()).isFalse();
            assertThat(client.negotiatedTlsVersion()).isEmpty();
            listener.selectableChannel().register(selector, SelectionKey.OP_ACCEPT);
            assertThat(selector.select(10_000)).isEqualTo(1);
            var server = listener.accept();
            assertThat(server.selectableChannel().isBlocking()).isTrue();
            var served = CompletableFuture.supplyAsync(() -> handshake(server));
            handshakeWithSelector(client);

            assertThat(served.join().negotiatedTlsVersion()).contains(version);
            assertThat(client.write(ByteBuffer.wrap(new byte[] {1}))).isEqualTo(1);
            assertThat(server.inputStream().read()).isEqualTo(1);
            server.close(true);
            client.close(true);
        }
    }

    private static void handshakeWithSelector(TlsSocket socket) throws IOException {
        try (var selector = Selector.open()) {
            var key = socket.selectableChannel().register(selector, SelectionKey.OP_CONNECT);
            while (true) {
                try {
                    socket.doHandshake();
                    return;
                } catch (WantReadException wait) {
                    key.interestOps(SelectionKey.OP_READ);
                } catch (WantWriteException wait) {
                    var connecting = socket.selectableChannel().isConnectionPending();
                    key.interestOps(connecting ? SelectionKey.OP_CONNECT : SelectionKey.OP_WRITE);
                }
                assertThat(selector.select(10_000)).isEqualTo(1);
                selector.selectedKeys().clear();
            }
        }
    }

    @EachVersion
    void p33DefersTheHandshake(TlsVersion version) throws Exception {
        try (var listener = listen(peers().server());
                var client = peers().client(version)
                        .connect(target(listener, "localhost").deferHandshake().build());
                var server = listener.accept()) {
            assertThat(client.negotiatedTlsVersion()).isEmpty();
            assertThat(client.peerCertificates()).isEmpty();
            assertThat(client.resumed()).isEmpty();

            var served = CompletableFuture.supplyAsync(() -> handshake(server));
            client.doHandshake();

            assertThat(client.negotiatedTlsVersion()).contains(version);
            assertThat(served.join().negotiatedTlsVersion()).contains(version);
            server.close(true);
        }
    }

    @EachVersion
    void tellsHowTheHandshakeEnded(TlsVersion version) throws Exception {
        var client = peers().client(settings -> settings.lowestSupportedVersion(version)
                .highestSupportedVersion(version)
                .certificateChain(TestIdentities.chain(Peers.IDENTITY)));
        var server = peers().serverThatAsks();
        var resumes = version == TlsVersion.TLSv1_2 || has(TlsFeature.TLS_1_3_RESUMPTION);

        for (var resumed : List.of(false, resumes)) {
            var pair = peers().buffers(client, server);
            assertThat(pair.client().resumed()).isEmpty();
            assertThat(pair.client().group()).isEmpty();
            assertThat(pair.server().clientOffer()).isEmpty();
            assertThat(pair.server().peerCertificates()).isEmpty();
            pair.handshake();
            // Some servers send their tickets with the first data.
            assertThat(pair.toClient(new byte[] {1})).containsExactly(1);

            for (var buffer : List.of(pair.client(), pair.server())) {
                assertThat(buffer.resumed()).contains(resumed);
                assertThat(buffer.group().isPresent()).isEqualTo(version == TlsVersion.TLSv1_3);
            }
            assertThat(pair.client().group()).isEqualTo(pair.server().group());
            assertThat(pair.client().peerCertificates()).first().isEqualTo(Peers.LOCALHOST.certificate());
            assertThat(pair.server().peerCertificates()).first().isEqualTo(Peers.IDENTITY.certificate());
            assertThat(pair.client().clientOffer()).isEmpty();
            assertThat(pair.server().clientOffer().orElseThrow().ciphers())
                    .contains(pair.server().cipher().orElseThrow());

            pair.close();
            for (var buffer : List.of(pair.client(), pair.server())) {
                assertThat(buffer.resumed()).isEmpty();
                assertThat(buffer.group()).isEmpty();
                assertThat(buffer.clientOffer()).isEmpty();
                assertThat(buffer.peerCertificates()).isEmpty();
            }
        }
    }

    @Test
    void usesAnotherContextForTheNextConnection() throws Exception {
        var second = Peers.AUTHORITY.server("localhost");
        try (var listener = listen(peers().server())) {
            var renewed = peers().server(settings -> settings.certificateChains(List.of(TestIdentities.chain(second))));
            try (var client = connectDeferred(listener)) {
                var before = listener.accept();
                listener.setContext(renewed);
                assertThat(listener.context()).isSameAs(renewed);

                assertThatServes(before, client, Peers.LOCALHOST.certificate());
            }
            try (var client = connectDeferred(listener)) {
                assertThatServes(listener.accept(), client, second.certificate());
            }
        }
    }

    private TlsSocket connectDeferred(TlsServerSocket listener) throws IOException {
        return peers().client()
                .connect(target(listener, "localhost").deferHandshake().build());
    }

    private static void assertThatServes(TlsSocket server, TlsSocket client, Object certificate) throws IOException {
        var served = CompletableFuture.supplyAsync(() -> handshake(server));
        client.doHandshake();
        assertThat(client.peerCertificates()).first().isEqualTo(certificate);
        served.join().close(true);
    }

    // ---- both ends

    private static TlsServerSocket listen(ServerContext server) throws IOException {
        return server.listen(new InetSocketAddress(InetAddress.getByName(ADDRESS), 0), 5);
    }

    private static ConnectTarget.Builder target(TlsServerSocket listener, String serverName) throws IOException {
        var port = ((InetSocketAddress) listener.localAddress()).getPort();
        return ConnectTarget.builder(ADDRESS, port).serverName(serverName);
    }

    private static CompletableFuture<TlsSocket> accept(TlsServerSocket listener) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return handshake(listener.accept());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
