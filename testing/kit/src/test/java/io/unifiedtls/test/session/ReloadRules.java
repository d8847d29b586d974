package io.unifiedtls.test.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import io.unifiedtls.ClientAuthentication;
import io.unifiedtls.ClientContext;
import io.unifiedtls.ConfigurationException;
import io.unifiedtls.HandshakeEvent;
import io.unifiedtls.HandshakeListener;
import io.unifiedtls.ReloadableServerContext;
import io.unifiedtls.RevocationLists;
import io.unifiedtls.ServerContext;
import io.unifiedtls.SigningChain;
import io.unifiedtls.TlsCertificate;
import io.unifiedtls.TlsClientConfiguration;
import io.unifiedtls.TlsException;
import io.unifiedtls.TlsFeature;
import io.unifiedtls.TlsImplementation;
import io.unifiedtls.TlsPrivateKey;
import io.unifiedtls.TlsServerConfiguration;
import io.unifiedtls.TlsVersion;
import io.unifiedtls.TrustStore;
import io.unifiedtls.test.Handshakes;
import io.unifiedtls.test.TestAuthority;
import io.unifiedtls.test.TestCertificate;

/** What holds when files are read again, whatever the TLS library: one class of tests for each extends this. */
public abstract class ReloadRules {

    private final TestAuthority root = TestAuthority.create("Reload Tests");

    private final TestCertificate first = this.root.server("www.example.com");

    private final TestCertificate second = this.root.server("www.example.com");

    private final TestCertificate client =
            this.root.leaf().commonName("Alice").client().issue();

    private final Outcomes outcomes = new Outcomes();

    @TempDir
    private Path directory;

    /** Returns the implementation to test. */
    protected abstract TlsImplementation implementation();

    private boolean resumes(TlsVersion version) {
        return version == TlsVersion.TLSv1_2 || implementation().capabilities().has(TlsFeature.TLS_1_3_RESUMPTION);
    }

    /** Returns whether the library takes a ticket that was made with another certificate. */
    protected boolean takesTicketsOfAnotherCertificate() {
        return true;
    }

    @BeforeEach
    void writeFiles() throws IOException {
        write(this.first);
        Files.write(file("ca.pem"), this.root.certificatePem());
        Files.write(file("ca.crl"), this.root.crl());
    }

    private Path file(String name) {
        return this.directory.resolve(name);
    }

    private void write(TestCertificate certificate) throws IOException {
        Files.write(file("www.pem"), certificate.chainPem());
        Files.write(file("www.key"), certificate.privateKeyPem());
    }

    // ---- what a reload changes

    @ParameterizedTest
    @EnumSource(names = {"TLSv1_2", "TLSv1_3"})
    void servesTheNextConnectionWithTheNewCertificate(TlsVersion version) throws Exception {
        var server = server();
        assertThat(leaf(client(version), server)).isEqualTo(this.first.certificate());
        write(this.second);

        assertThat(server.reload()).isTrue();

        assertThat(leaf(client(version), server)).isEqualTo(this.second.certificate());
        assertThat(server.generation()).isEqualTo(2);
        assertThat(server.loadedChains().get(0).leaf()).isEqualTo(this.second.certificate());
    }

    @ParameterizedTest
    @EnumSource(names = {"TLSv1_2", "TLSv1_3"})
    void servesAKeyOfAnotherKind(TlsVersion version) throws Exception {
        var server = server();
        leaf(client(version), server);
        var rsa = this.root.leaf().names("www.example.com").rsa().issue();
        write(rsa);

        server.reload();

        assertThat(leaf(client(version), server)).isEqualTo(rsa.certificate());
    }

    @Test
    void changesNothingIfTheFilesAreTheSame() throws Exception {
        var server = server();
        write(this.first);

        assertThat(server.reload()).isFalse();

        assertThat(server.generation()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"TLSv1_2", "TLSv1_3"})
    void leavesConnectionsThatHaveBegunAlone(TlsVersion version) throws Exception {
        var server = server();
        var client = client(version);
        var open = client.createEngine("www.example.com", 1);
        var served = server.createEngine();
        connect(open, served);
        var begun = server.createEngine();
        write(this.second);

        server.reload();

        assertThat(Handshakes.send(open, new byte[] {3}, served)).containsExactly(3);
        var late = client.createEngine("www.example.com", 2);
        connect(late, begun);
        assertThat(late.getSession().getPeerCertificates()[0]).isEqualTo(this.first.certificate());
    }

    @Test
    void followsInWhatWasMadeBefore() throws Exception {
        var server = server();
        var context = server.sslContext();
        var observed = server.observed("again", this.outcomes);
        try (var listener = server.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 5)) {
            write(this.second);

            server.reload();

            assertThat(leaf(client(TlsVersion.TLSv1_3), observed)).isEqualTo(this.second.certificate());
            var engine = context.createSSLEngine();
            engine.setUseClientMode(false);
            var client = client(TlsVersion.TLSv1_3).createEngine("www.example.com", 3);
            connect(client, engine);
            assertThat(client.getSession().getPeerCertificates()[0]).isEqualTo(this.second.certificate());

            var accepted = CompletableFuture.supplyAsync(() -> {
                try (var socket = listener.accept()) {
                    socket.write(ByteBuffer.wrap("hello".getBytes(StandardCharsets.US_ASCII)));
                    return socket.context();
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            var port = ((InetSocketAddress) listener.localAddress()).getPort();
            var toAnyHost = client(TlsVersion.TLSv1_3);
            try (var socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 10_000);
                var layered = (SSLSocket)
                        toAnyHost.sslContext().getSocketFactory().createSocket(socket, "www.example.com", port, true);
                layered.startHandshake();
                assertThat(layered.getSession().getPeerCertificates()[0]).isEqualTo(this.second.certificate());
                assertThat(layered.getInputStream().readNBytes(5)).asString().isEqualTo("hello");
            }
            assertThat(accepted.get()).isSameAs(server);
        }
    }

    // ---- what is refused

    @Test
    void keepsWhatItHasIfTheKeyIsThatOfAnotherCertificate() throws Exception {
        var server = server();
        Files.write(file("www.key"), this.second.privateKeyPem());

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(server::reload)
                .withMessageContaining("www.key")
                .satisfies(refusal -> assertThat(refusal.setting())
                        .hasValueSatisfying(setting -> assertThat(setting).isInstanceOf(TlsPrivateKey.class)));

        assertThat(leaf(client(TlsVersion.TLSv1_3), server)).isEqualTo(this.first.certificate());
        assertThat(server.generation()).isEqualTo(1);
        Files.write(file("www.pem"), this.second.chainPem());
        assertThat(server.reload()).isTrue();
        assertThat(leaf(client(TlsVersion.TLSv1_3), server)).isEqualTo(this.second.certificate());
    }

    @ParameterizedTest
    @CsvSource({"www.pem, ''", "www.key, ''", "www.pem, nonsense", "www.key, nonsense", "ca.pem, ''"})
    void keepsWhatItHasIfAFileIsBroken(String name, String content) throws Exception {
        var server = server();
        Files.writeString(file(name), content);

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(server::reload)
                .withMessageContaining(name);

        assertThat(leaf(client(TlsVersion.TLSv1_3), server)).isEqualTo(this.first.certificate());
    }

    @ParameterizedTest
    @CsvSource({"www.pem", "www.key", "ca.pem"})
    void keepsWhatItHasIfAFileIsMissing(String name) throws Exception {
        var server = server();
        Files.delete(file(name));

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(server::reload)
                .withMessageContaining("no such file")
                .withMessageContaining(name);

        assertThat(leaf(client(TlsVersion.TLSv1_3), server)).isEqualTo(this.first.certificate());
    }

    // ---- sessions

    @ParameterizedTest
    @EnumSource(names = {"TLSv1_2", "TLSv1_3"})
    void resumesSessionsAfterARenewal(TlsVersion version) throws Exception {
        var server = server();
        var client = client(version);
        leaf(client, server);
        leaf(client, server);
        write(this.second);

        server.reload();

        leaf(client, server);
        this.outcomes.assertResumed(false, resumes(version), resumes(version) && takesTicketsOfAnotherCertificate());
    }

    @ParameterizedTest
    @CsvSource({"TLSv1_2, -tls1_2, -legacy_renegotiation", "TLSv1_2, -tls1_2, -no_ticket", "TLSv1_3, -tls1_3, -ign_eof"
    })
    void resumesSessionsOfOpenSslAfterARenewal(TlsVersion version, String option, String tickets) throws Exception {
        var server = server(ClientAuthentication.NONE, false);
        var openssl = new OpenSslClient(file("session"));
        assertThat(openssl.keep(server, option, tickets, "-servername", "www.example.com"))
                .contains("New, TLS");
        write(this.second);

        server.reload();

        assertThat(openssl.offer(server, option, tickets, "-servername", "www.example.com"))
                .contains(
                        resumes(version) && (takesTicketsOfAnotherCertificate() || tickets.equals("-no_ticket"))
                                ? "Reused, TLS"
                                : "New, TLS");
    }

    @ParameterizedTest
    @EnumSource(names = {"TLSv1_2", "TLSv1_3"})
    void resumesNoSessionAfterAChangeOfTrust(TlsVersion version) throws Exception {
        var server = server();
        var client = client(version);
        leaf(client, server);
        var other = TestAuthority.create("Another CA");
        for (var trusted : List.of(concatenated(this.root, other), this.root.certificatePem())) {
            Files.write(file("ca.pem"), trusted);

            assertThat(server.reload()).isTrue();

            leaf(client, server);
        }
        this.outcomes.assertResumed(false, false, false);
    }

    @ParameterizedTest
    @EnumSource(names = {"TLSv1_2", "TLSv1_3"})
    void refusesAClientThatIsNotTrustedAnyMore(TlsVersion version) throws Exception {
        var server = server();
        var client = client(version);
        leaf(client, server);
        Files.write(file("ca.pem"), TestAuthority.create("Another CA").certificatePem());

        server.reload();

        assertThatExceptionOfType(SSLException.class).isThrownBy(() -> leaf(client, server));
    }

    @ParameterizedTest
    @EnumSource(names = {"TLSv1_2", "TLSv1_3"})
    void refusesAClientThatWasRevoked(TlsVersion version) throws Exception {
        var server = server(ClientAuthentication.REQUIRED, true);
        var client = client(version);
        leaf(client, server);
        this.root.revoke(this.client);
        Files.write(file("ca.crl"), this.root.crl());

        assertThat(server.reload()).isTrue();

        assertThatExceptionOfType(SSLException.class).isThrownBy(() -> leaf(client, server));
    }

    private static byte[] concatenated(TestAuthority... authorities) {
        var pem = new StringBuilder();
        for (var authority : authorities) {
            pem.append(new String(authority.certificatePem(), StandardCharsets.US_ASCII));
        }
        return pem.toString().getBytes(StandardCharsets.US_ASCII);
    }

    // ---- clients

    @ParameterizedTest
    @EnumSource(names = {"TLSv1_2", "TLSv1_3"})
    void sendsTheNewCertificateOfAClient(TlsVersion version) throws Exception {
        Files.write(file("client.pem"), this.client.chainPem());
        Files.write(file("client.key"), this.client.privateKeyPem());
        var client = implementation()
                .clientContext(TlsClientConfiguration.builder()
                        .trustStore(TrustStore.fromFile(file("ca.pem")))
                        .certificateChain(SigningChain.of(
                                TlsCertificate.fromFile(file("client.pem")),
                                TlsPrivateKey.fromFile(file("client.key"))))
                        .highestSupportedVersion(version)
                        .build())
                .reloadable();
        var server = server();
        assertThat(clientLeaf(client, server)).isEqualTo(this.client.certificate());
        var renewed = this.root.leaf().commonName("Alice").client().issue();
        Files.write(file("client.pem"), renewed.chainPem());
        Files.write(file("client.key"), renewed.privateKeyPem());

        assertThat(client.reload()).isTrue();

        // a session that is resumed is still that of the old certificate
        assertThat(clientLeaf(client, server())).isEqualTo(renewed.certificate());
    }

    @ParameterizedTest
    @EnumSource(names = {"TLSv1_2", "TLSv1_3"})
    void trustsNoServerAnyMoreOnceItsAuthorityIsRemoved(TlsVersion version) throws Exception {
        Files.copy(file("ca.pem"), file("servers.pem"));
        var client = implementation()
                .clientContext(TlsClientConfiguration.builder()
                        .trustStore(TrustStore.fromFile(file("servers.pem")))
                        .highestSupportedVersion(version)
                        .build())
                .reloadable();
        var server = server(ClientAuthentication.NONE, false);
        leaf(client, server);
        Files.write(file("servers.pem"), TestAuthority.create("Another CA").certificatePem());

        assertThat(client.reload()).isTrue();

        assertThatExceptionOfType(SSLException.class).isThrownBy(() -> leaf(client, server));
    }

    // ---- connections

    private ReloadableServerContext server() throws TlsException {
        return server(ClientAuthentication.REQUIRED, false);
    }

    private ReloadableServerContext server(ClientAuthentication authentication, boolean revocation)
            throws TlsException {
        var trust = TrustStore.fromFile(file("ca.pem"));
        return implementation()
                .serverContext(TlsServerConfiguration.builder()
                        .certificateChains(List.of(SigningChain.of(
                                TlsCertificate.fromFile(file("www.pem")), TlsPrivateKey.fromFile(file("www.key")))))
                        .trustStore(
                                revocation
                                        ? trust.withRevocationLists(RevocationLists.fromFile(file("ca.crl")))
                                        : trust)
                        .clientAuthentication(authentication)
                        .build())
                .observed("server", this.outcomes)
                .reloadable();
    }

    private ClientContext client(TlsVersion version) throws TlsException {
        return implementation()
                .clientContext(TlsClientConfiguration.builder()
                        .trustStore(TrustStore.fromBuffer(this.root.certificatePem()))
                        .certificateChain(SigningChain.of(
                                TlsCertificate.fromBuffer(this.client.chainPem()),
                                TlsPrivateKey.fromBuffer(this.client.privateKeyPem())))
                        .highestSupportedVersion(version)
                        .build());
    }

    private static X509Certificate leaf(ClientContext client, ServerContext server) throws SSLException {
        var engine = client.createEngine("www.example.com", 443);
        connect(engine, server.createEngine());
        return (X509Certificate) engine.getSession().getPeerCertificates()[0];
    }

    private static X509Certificate clientLeaf(ClientContext client, ServerContext server) throws SSLException {
        var engine = server.createEngine();
        connect(client.createEngine("www.example.com", 443), engine);
        return (X509Certificate) engine.getSession().getPeerCertificates()[0];
    }

    /** Does the handshake, and exchanges data so that tickets have come. */
    private static void connect(SSLEngine client, SSLEngine server) throws SSLException {
        Handshakes.complete(client, server);
        assertThat(Handshakes.send(client, new byte[] {1}, server)).containsExactly(1);
        assertThat(Handshakes.send(server, new byte[] {2}, client)).containsExactly(2);
    }

    /** The handshakes that have succeeded. */
    private static final class Outcomes implements HandshakeListener {

        private final List<HandshakeEvent> events = new CopyOnWriteArrayList<>();

        @Override
        public void succeeded(HandshakeEvent event) {
            this.events.add(event);
        }

        void assertResumed(Boolean... expected) {
            assertThat(this.events.stream().map(HandshakeEvent::resumed).map(Optional::orElseThrow))
                    .containsExactly(expected);
        }
    }
}
