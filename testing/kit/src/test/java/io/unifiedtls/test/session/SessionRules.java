package io.unifiedtls.test.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;

import org.bouncycastle.asn1.x509.GeneralName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.unifiedtls.ClientAuthentication;
import io.unifiedtls.ClientContext;
import io.unifiedtls.HandshakeEvent;
import io.unifiedtls.HandshakeFailure;
import io.unifiedtls.HandshakeListener;
import io.unifiedtls.ServerContext;
import io.unifiedtls.SigningChain;
import io.unifiedtls.TlsAlertException;
import io.unifiedtls.TlsBuffer;
import io.unifiedtls.TlsCertificate;
import io.unifiedtls.TlsClientConfiguration;
import io.unifiedtls.TlsException;
import io.unifiedtls.TlsFeature;
import io.unifiedtls.TlsImplementation;
import io.unifiedtls.TlsPrivateKey;
import io.unifiedtls.TlsServerConfiguration;
import io.unifiedtls.TlsVersion;
import io.unifiedtls.TrustStore;
import io.unifiedtls.WantReadException;
import io.unifiedtls.test.Handshakes;
import io.unifiedtls.test.TestAuthority;
import io.unifiedtls.test.TestCertificate;

/** What holds for sessions, whatever the TLS library: one class of tests for each extends this. */
public abstract class SessionRules {

    protected static final TestAuthority ROOT = TestAuthority.create("Session Tests");

    private static final TestCertificate SERVER = ROOT.server("www.example.com");

    private static final TestCertificate CLIENT =
            ROOT.leaf().commonName("Alice").client().issue();

    @TempDir
    private Path directory;

    private final MovableClock clock = new MovableClock();

    private final Outcomes ofClient = new Outcomes();

    private final Outcomes ofServer = new Outcomes();

    /** Returns the implementation to test. */
    protected abstract TlsImplementation implementation(Clock clock);

    private TlsImplementation implementation() {
        return implementation(this.clock);
    }

    private boolean resumes(TlsVersion version) {
        return version == TlsVersion.TLSv1_2 || implementation().capabilities().has(TlsFeature.TLS_1_3_RESUMPTION);
    }

    // ---- resumption

    @ParameterizedTest
    @EnumSource(names = {"TLSv1_2", "TLSv1_3"})
    void buffersResume(TlsVersion version) throws Exception {
        var client = client(version, CLIENT);
        var server = server(SERVER);

        for (int i = 0; i < 3; i++) {
            connect(client.createBuffer("www.example.com"), server.createBuffer());
        }

        assertResumed(false, resumes(version), resumes(version));
    }

    @ParameterizedTest
    @CsvSource({"TLSv1_2, -1", "TLSv1_2, 0", "TLSv1_2, 443", "TLSv1_3, -1", "TLSv1_3, 0", "TLSv1_3, 443"})
    void enginesResumeWhateverThePort(TlsVersion version, int port) throws Exception {
        var client = client(version, CLIENT);
        var server = server(SERVER);

        for (int i = 0; i < 2; i++) {
            var engine = client.createEngine("www.example.com", port);
            connect(engine, server.createEngine());
            assertThat(engine.getPeerPort()).isEqualTo(port);
            assertThat(engine.getSession().getPeerPort()).isEqualTo(port);
            assertThat(engine.getSession().getPeerHost()).isEqualTo("www.example.com");
        }

        assertResumed(false, resumes(version));
    }

    private void assertResumed(boolean... expected) {
        var resumed = new Boolean[expected.length];
        for (int i = 0; i < expected.length; i++) {
            resumed[i] = expected[i];
        }
        for (var told : List.of(this.ofClient, this.ofServer)) {
            assertThat(told.events().stream().map(HandshakeEvent::resumed).map(Optional::orElseThrow))
                    .containsExactly(resumed);
        }
    }

    /** Returns whether a server resumes a session only under the name it was made under. */
    protected boolean bindsToServerName() {
        return true;
    }

    /** Returns whether a server forgets a session when its connection ends with a fatal alert. */
    protected boolean forgetsAfterFatalAlert() {
        return true;
    }

    @ParameterizedTest
    @CsvSource({"TLSv1_2, -tls1_2, -legacy_renegotiation", "TLSv1_2, -tls1_2, -no_ticket", "TLSv1_3, -tls1_3, -ign_eof"
    })
    void isNotResumedUnderAnotherServerName(TlsVersion version, String option, String tickets) throws Exception {
        var server = implementation()
                .serverContext(TlsServerConfiguration.builder()
                        .certificateChains(
                                List.of(chain(ROOT.server("a.example.com")), chain(ROOT.server("b.example.com"))))
                        .build())
                .observed("server", this.ofServer);
        var openssl = new OpenSslClient(this.directory.resolve("session"));

        assertThat(openssl.keep(server, option, tickets, "-servername", "a.example.com"))
                .contains("New, TLS");
        assertThat(openssl.offer(server, option, tickets, "-servername", "b.example.com"))
                .contains(bindsToServerName() ? "New, TLS" : resumes(version) ? "Reused, TLS" : "New, TLS");
        assertThat(openssl.offer(server, option, tickets, "-servername", "A.example.com"))
                .contains(resumes(version) ? "Reused, TLS" : "New, TLS");
        assertThat(this.ofServer.events().stream().map(HandshakeEvent::resumed).map(Optional::orElseThrow))
                .containsExactly(false, !bindsToServerName(), resumes(version));
    }

    @Test
    void isForgottenAfterAFatalAlert() throws Exception {
        var server = implementation()
                .serverContext(TlsServerConfiguration.builder()
                        .certificateChains(List.of(chain(SERVER)))
                        .build());
        var openssl = new OpenSslClient(this.directory.resolve("session"));

        // Only with a session ID: the client has the state of a ticket.
        assertThat(openssl.keep(server, "-tls1_2", "-no_ticket")).contains("New, TLS");
        assertThat(openssl.offerAndBreak(server, "-tls1_2", "-no_ticket")).contains("Reused, TLS");
        assertThat(openssl.offer(server, "-tls1_2", "-no_ticket"))
                .contains(forgetsAfterFatalAlert() ? "New, TLS" : "Reused, TLS");
    }

    // ---- what one engine may do to another one

    @Test
    void isNotOfferedByAnEngineThatHasNotItsCipherSuite() throws Exception {
        var client = client(TlsVersion.TLSv1_2, CLIENT);
        var server = server(SERVER);
        var suites = List.of(
                "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
                "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
                "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256");

        for (var suite : suites) {
            var engine = client.createEngine("www.example.com", 443);
            var parameters = engine.getSSLParameters();
            parameters.setCipherSuites(new String[] {suite});
            engine.setSSLParameters(parameters);
            connect(engine, server.createEngine());
            assertThat(engine.getSession().getCipherSuite()).isEqualTo(suite);
        }
        connect(client.createEngine("www.example.com", 443), server.createEngine());
    }

    @ParameterizedTest
    @CsvSource({"TLSv1.2, TLSv1.3", "TLSv1.3, TLSv1.2"})
    void isNotOfferedByAnEngineThatHasNotItsVersion(String first, String second) throws Exception {
        var client = client(TlsVersion.MAXIMUM_SUPPORTED, CLIENT);
        var server = server(SERVER);

        for (var version : List.of(first, second, first)) {
            var engine = client.createEngine("www.example.com", 443);
            engine.setEnabledProtocols(new String[] {version});
            connect(engine, server.createEngine());
            assertThat(engine.getSession().getProtocol()).isEqualTo(version);
        }
        connect(client.createEngine("www.example.com", 443), server.createEngine());
    }

    // ---- what a session tells

    @ParameterizedTest
    @EnumSource(names = {"TLSv1_2", "TLSv1_3"})
    void tellsCertificatesInAnArrayThatCallersCast(TlsVersion version) throws Exception {
        var client = client(version, CLIENT);
        var server = server(SERVER);

        for (int i = 0; i < 2; i++) {
            var connected = client.createEngine("www.example.com", 443);
            var accepted = server.createEngine();
            connect(connected, accepted);

            for (var engine : List.of(connected, accepted)) {
                Certificate[] peer = engine.getSession().getPeerCertificates();
                assertThat(((X509Certificate[]) peer)[0].getSubjectX500Principal())
                        .isEqualTo(engine.getSession().getPeerPrincipal());
                var local = engine.getSession().getLocalCertificates();
                // Some libraries do not keep their own with a session.
                assertThat(local == null || local instanceof X509Certificate[]).isTrue();
                assertThat(i > 0 || local != null).isTrue();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"TLSv1_2", "TLSv1_3"})
    void hasAnIdentifierOfItsOwn(TlsVersion version) throws Exception {
        var server = server(SERVER);
        var client = client(version, CLIENT).createEngine("www.example.com", 443);
        var accepted = server.createEngine();
        assertThat(accepted.getSession().getId()).isEmpty();
        connect(client, accepted);
        var another = server.createEngine();
        connect(client(version, CLIENT).createEngine("www.example.com", 443), another);

        for (var session : List.of(client.getSession(), accepted.getSession(), another.getSession())) {
            assertThat(session.getId()).isNotEmpty().isEqualTo(session.getId());
        }
        assertThat(accepted.getSession().getId())
                .isEqualTo(accepted.getSession().getId())
                .isNotEqualTo(another.getSession().getId());
    }

    // ---- certificates that have expired since

    @ParameterizedTest
    @EnumSource(names = {"TLSv1_2", "TLSv1_3"})
    void doesNotOutliveTheCertificateOfTheClient(TlsVersion version) throws Exception {
        var shortLived = ROOT.leaf()
                .commonName("Shorty")
                .client()
                .validUntil(this.clock.instant().plusSeconds(3600))
                .issue();
        var client = client(version, shortLived);
        var server = server(SERVER);
        connect(client.createEngine("www.example.com", 443), server.createEngine());
        this.clock.forward(Duration.ofHours(2));

        var failure = catchThrowableOfType(
                SSLException.class, () -> connect(client.createEngine("www.example.com", 443), server.createEngine()));

        assertThat(failure)
                .hasStackTraceContaining("the certificate of CN=Shorty expired at "
                        + shortLived.certificate().getNotAfter().toInstant());
        // Which alert it is depends on the library, which takes the handshake for done.
        assertThat(failure.getSuppressed())
                .singleElement()
                .isInstanceOfSatisfying(
                        TlsAlertException.class,
                        alert -> assertThat(alert.sender()).isEqualTo(TlsAlertException.Sender.PEER));
        assertThat(last(this.ofServer).failure()).contains(HandshakeFailure.CERTIFICATE_EXPIRED);
        assertThat(last(this.ofServer).failureMessage())
                .contains("the certificate of CN=Shorty expired at "
                        + shortLived.certificate().getNotAfter().toInstant());
    }

    @ParameterizedTest
    @EnumSource(names = {"TLSv1_2", "TLSv1_3"})
    void doesNotOutliveTheCertificateOfTheServer(TlsVersion version) throws Exception {
        var client = client(version, CLIENT);
        var server = server(ROOT.leaf()
                .names("www.example.com")
                .validUntil(this.clock.instant().plusSeconds(3600))
                .issue());
        connect(client.createEngine("www.example.com", 443), server.createEngine());
        this.clock.forward(Duration.ofHours(2));

        assertThat(catchThrowableOfType(
                        SSLException.class,
                        () -> connect(client.createEngine("www.example.com", 443), server.createEngine())))
                .isNotNull();

        assertThat(last(this.ofClient).failure()).contains(HandshakeFailure.CERTIFICATE_EXPIRED);
    }

    @ParameterizedTest
    @EnumSource(names = {"TLSv1_2", "TLSv1_3"})
    void isNotOfferedToAServerThatHasAnotherCertificateByNow(TlsVersion version) throws Exception {
        var client = client(version, CLIENT);
        var server = server(ROOT.leaf()
                .names("www.example.com")
                .validUntil(this.clock.instant().plusSeconds(3600))
                .issue());
        connect(client.createEngine("www.example.com", 443), server.createEngine());
        this.clock.forward(Duration.ofHours(2));

        connect(client.createEngine("www.example.com", 443), server(SERVER).createEngine());

        assertResumed(false, false);
    }

    private static HandshakeEvent last(Outcomes handshakes) {
        var events = handshakes.events();
        return events.get(events.size() - 1);
    }

    // ---- names

    /** Returns whether the library asks for a host by its name. */
    protected boolean asks(String host) {
        return true;
    }

    @ParameterizedTest
    @ValueSource(strings = {"payments", "localhost", "www.example.com", "a.b"})
    void isAskedForByNameWithoutADotToo(String host) throws Exception {
        connect(
                client(TlsVersion.TLSv1_3, CLIENT).createEngine(host, 443),
                server(ROOT.server(host)).createEngine());
        connect(
                client(TlsVersion.TLSv1_2, CLIENT).createBuffer(host),
                server(ROOT.server(host)).createBuffer());

        assertThat(this.ofServer.events())
                .extracting(HandshakeEvent::requestedServerName)
                .containsOnly(asks(host) ? Optional.of(host) : Optional.empty());
    }

    @ParameterizedTest
    @EnumSource(names = {"TLSv1_2", "TLSv1_3"})
    void isVerifiedForTheHostWhateverNameIsAskedFor(TlsVersion version) throws Exception {
        var other = ROOT.server("other.example.com");

        var wrong = client(version, CLIENT).createEngine("www.example.com", 443);
        ask(wrong, "other.example.com");
        assertThat(catchThrowableOfType(
                        SSLException.class, () -> connect(wrong, server(other).createEngine())))
                .hasStackTraceContaining("the certificate is not for www.example.com but for [other.example.com]");

        var right = client(version, CLIENT).createEngine("www.example.com", 443);
        ask(right, "other.example.com");
        connect(right, server(SERVER).createEngine());
    }

    private static void ask(SSLEngine engine, String name) {
        var parameters = engine.getSSLParameters();
        parameters.setServerNames(List.of(new SNIHostName(name)));
        engine.setSSLParameters(parameters);
    }

    // ---- large chains

    @ParameterizedTest
    @CsvSource({"TLSv1_2, 10", "TLSv1_2, 25", "TLSv1_3, 10", "TLSv1_3, 25"})
    void holdsLargeCertificates(TlsVersion version, int kibibytes) throws Exception {
        var large = ROOT.leaf()
                .commonName("Large")
                .client()
                .alternativeNames(names(kibibytes))
                .issue();
        var client = client(version, large);
        var server = server(SERVER);

        for (int i = 0; i < 3; i++) {
            connect(client.createEngine("www.example.com", 443), server.createEngine());
        }
    }

    private static GeneralName[] names(int kibibytes) {
        var names = new GeneralName[kibibytes * 1024 / 36];
        for (int i = 0; i < names.length; i++) {
            names[i] = new GeneralName(GeneralName.rfc822Name, "somebody.number.%08d@example.com".formatted(i));
        }
        return names;
    }

    /** The outcomes of handshakes. */
    private static final class Outcomes implements HandshakeListener {

        private final List<HandshakeEvent> events = new CopyOnWriteArrayList<>();

        List<HandshakeEvent> events() {
            return this.events;
        }

        @Override
        public void succeeded(HandshakeEvent event) {
            this.events.add(event);
        }

        @Override
        public void failed(HandshakeEvent event) {
            this.events.add(event);
        }
    }

    // ---- connections

    private ClientContext client(TlsVersion version, TestCertificate certificate) throws TlsException {
        return implementation()
                .clientContext(TlsClientConfiguration.builder()
                        .trustStore(TrustStore.fromBuffer(ROOT.certificatePem()))
                        .certificateChain(chain(certificate))
                        .highestSupportedVersion(version)
                        .build())
                .observed("client", this.ofClient);
    }

    private ServerContext server(TestCertificate certificate) throws TlsException {
        return implementation()
                .serverContext(TlsServerConfiguration.builder()
                        .certificateChains(List.of(chain(certificate)))
                        .trustStore(TrustStore.fromBuffer(ROOT.certificatePem()))
                        .clientAuthentication(ClientAuthentication.REQUIRED)
                        .build())
                .observed("server", this.ofServer);
    }

    private static SigningChain chain(TestCertificate certificate) {
        return SigningChain.of(
                TlsCertificate.fromBuffer(certificate.chainPem()),
                TlsPrivateKey.fromBuffer(certificate.privateKeyPem()));
    }

    /** Does the handshake, and exchanges data so that tickets have come. */
    private static void connect(SSLEngine client, SSLEngine server) throws SSLException {
        Handshakes.complete(client, server);
        assertThat(Handshakes.send(client, new byte[] {1}, server)).containsExactly(1);
        assertThat(Handshakes.send(server, new byte[] {2}, client)).containsExactly(2);
    }

    /** Does the handshake, and exchanges data so that tickets have come. */
    private static void connect(TlsBuffer client, TlsBuffer server) throws TlsException {
        for (int flight = 0; flight < 4; flight++) {
            handshake(client);
            server.processIncoming(ByteBuffer.wrap(client.processOutgoing(1 << 16)));
            handshake(server);
            client.processIncoming(ByteBuffer.wrap(server.processOutgoing(1 << 16)));
        }
        server.write(ByteBuffer.wrap(new byte[] {1}));
        client.processIncoming(ByteBuffer.wrap(server.processOutgoing(1 << 16)));
        assertThat(client.read(1)).containsExactly(1);
    }

    private static void handshake(TlsBuffer buffer) throws TlsException {
        try {
            buffer.doHandshake();
        } catch (WantReadException later) {
            // The other side is next.
        }
    }
}
