package io.unifiedtls.jsse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.unifiedtls.CertificateVerificationException;
import io.unifiedtls.CipherSuite;
import io.unifiedtls.ClientContext;
import io.unifiedtls.HandshakeFailure;
import io.unifiedtls.NextProtocol;
import io.unifiedtls.ServerContext;
import io.unifiedtls.ServerNameMatch;
import io.unifiedtls.ServerNamePolicy;
import io.unifiedtls.SigningChain;
import io.unifiedtls.TlsAlertException;
import io.unifiedtls.TlsCertificate;
import io.unifiedtls.TlsClientConfiguration;
import io.unifiedtls.TlsPrivateKey;
import io.unifiedtls.TlsServerConfiguration;
import io.unifiedtls.TlsVersion;
import io.unifiedtls.TrustStore;
import io.unifiedtls.fixtures.RecordedHandshakes;
import io.unifiedtls.fixtures.RecordedHandshakes.Kind;
import io.unifiedtls.test.Handshakes;
import io.unifiedtls.test.TestAuthority;
import io.unifiedtls.test.TestCertificate;

class JsseHandshakeTests {

    private static final TestAuthority AUTHORITY = TestAuthority.create("Test Root");

    private static final TestCertificate WWW = AUTHORITY.server("www.example.com");

    private static final TestCertificate API =
            AUTHORITY.leaf().names("api.example.com").rsa().issue();

    private static final TestCertificate WILDCARD = AUTHORITY.server("*.apps.example.com");

    private final JsseImplementation implementation = new JsseImplementation();

    private final RecordedHandshakes serverSide = new RecordedHandshakes();

    private final RecordedHandshakes clientSide = new RecordedHandshakes();

    @ParameterizedTest
    @EnumSource(names = {"TLSv1_2", "TLSv1_3"})
    void servesTheChainOfTheServerName(TlsVersion version) throws Exception {
        var server = server(builder -> builder);
        var client = client(builder -> builder.highestSupportedVersion(version));

        assertThat(handshake(client.createEngine("www.example.com", 443), server))
                .isEqualTo(WWW.certificate());
        assertThat(handshake(client.createEngine("api.example.com", 443), server))
                .isEqualTo(API.certificate());
        assertThat(handshake(client.createEngine("x.apps.example.com", 443), server))
                .isEqualTo(WILDCARD.certificate());

        assertThat(this.serverSide.events())
                .extracting(event -> event.serverNameMatch().get())
                .containsExactly(ServerNameMatch.EXACT, ServerNameMatch.EXACT, ServerNameMatch.WILDCARD);
        assertThat(this.serverSide.events().get(2).matchedServerName()).contains("*.apps.example.com");
    }

    @ParameterizedTest
    @EnumSource(names = {"TLSv1_2", "TLSv1_3"})
    void tellsBothSidesOfEachHandshakeOnce(TlsVersion version) throws Exception {
        var server = server(builder -> builder.innerProtocols(List.of(NextProtocol.H2, NextProtocol.HTTP1)));
        var client =
                client(builder -> builder.highestSupportedVersion(version).innerProtocols(List.of(NextProtocol.HTTP1)));

        handshake(client.createEngine("www.example.com", 443), server);
        handshake(client.createEngine("www.example.com", 443), server);

        for (var side : List.of(this.serverSide, this.clientSide)) {
            assertThat(side.told())
                    .extracting(RecordedHandshakes.Told::kind)
                    .containsExactly(Kind.BEGUN, Kind.SUCCEEDED, Kind.BEGUN, Kind.SUCCEEDED);
            assertThat(side.events()).allSatisfy(event -> {
                assertThat(event.version()).contains(version);
                assertThat(event.protocol()).contains(NextProtocol.HTTP1);
                assertThat(event.cipher()).isPresent();
                assertThat(event.requestedServerName()).contains("www.example.com");
                assertThat(event.failure()).isEmpty();
            });
            assertThat(side.events()).extracting(event -> event.resumed().get()).containsExactly(false, true);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"TLSv1_2", "TLSv1_3"})
    void rejectsAnUnknownServerName(TlsVersion version) throws Exception {
        var server = server(builder -> builder.unknownServerName(ServerNamePolicy.REJECT));
        var client = client(builder -> builder.highestSupportedVersion(version));

        assertThatExceptionOfType(TlsAlertException.class)
                .isThrownBy(() -> handshake(client.createEngine("other.example.com", 443), server))
                .withMessage("the client requested an unknown server name");

        assertThat(this.serverSide.outcomes()).singleElement().satisfies(told -> {
            assertThat(told.kind()).isEqualTo(Kind.FAILED);
            assertThat(told.event().failure()).contains(HandshakeFailure.UNRECOGNIZED_NAME);
            assertThat(told.event().serverNameMatch()).contains(ServerNameMatch.REJECTED);
        });
        assertThat(this.clientSide.outcomes()).singleElement().satisfies(told -> {
            assertThat(told.event().failure()).contains(HandshakeFailure.PEER_ALERT);
            assertThat(told.event().failureMessage().get()).contains("unrecognized_name");
        });
    }

    @Test
    void rejectsAnAbsentServerName() throws Exception {
        var server = server(builder -> builder.absentServerName(ServerNamePolicy.REJECT));
        var client = client(builder -> builder);

        assertThatExceptionOfType(TlsAlertException.class)
                .isThrownBy(() -> handshake(client.createEngine("127.0.0.1", 443), server))
                .withMessage("the client did not send a server name");
    }

    @ParameterizedTest
    @EnumSource(names = {"TLSv1_2", "TLSv1_3"})
    void refusesTheCertificateOfAnotherHost(TlsVersion version) throws Exception {
        var server = server(builder -> builder);
        var client = client(builder -> builder.highestSupportedVersion(version));

        assertThatExceptionOfType(CertificateVerificationException.class)
                .isThrownBy(() -> handshake(client.createEngine("other.example.com", 443), server))
                .withMessage("the certificate is not for other.example.com but for [www.example.com]");

        assertThat(this.clientSide.events())
                .singleElement()
                .satisfies(event -> assertThat(event.failure()).contains(HandshakeFailure.CERTIFICATE_HOSTNAME));
        assertThat(this.serverSide.events())
                .singleElement()
                .satisfies(event -> assertThat(event.failure()).contains(HandshakeFailure.PEER_ALERT));
    }

    @ParameterizedTest
    @EnumSource(names = {"TLSv1_2", "TLSv1_3"})
    void asksForAClientCertificate(TlsVersion version) throws Exception {
        var identity = AUTHORITY.leaf().commonName("client").client().issue();
        var server = server(builder -> builder.trustStore(TrustStore.fromBuffer(AUTHORITY.certificatePem())));
        var client = client(builder -> builder.highestSupportedVersion(version).certificateChain(chain(identity)));
        var engine = server.createEngine();

        Handshakes.complete(client.createEngine("www.example.com", 443), engine);

        assertThat(engine.getSession().getPeerCertificates()[0]).isEqualTo(identity.certificate());
    }

    @ParameterizedTest
    @EnumSource(names = {"TLSv1_2", "TLSv1_3"})
    void refusesAClientWithoutACertificate(TlsVersion version) throws Exception {
        var server = server(builder -> builder.trustStore(TrustStore.fromBuffer(AUTHORITY.certificatePem())));
        var client = client(builder -> builder.highestSupportedVersion(version));

        assertThatExceptionOfType(SSLException.class)
                .isThrownBy(() -> handshake(client.createEngine("www.example.com", 443), server));

        assertThat(this.serverSide.events())
                .singleElement()
                .satisfies(event -> assertThat(event.failure()).contains(HandshakeFailure.CERTIFICATE_REQUIRED));
    }

    @ParameterizedTest
    @EnumSource(names = {"TLSv1_2", "TLSv1_3"})
    void refusesAnExpiredClientCertificate(TlsVersion version) throws Exception {
        var server = server(builder -> builder.trustStore(TrustStore.fromBuffer(AUTHORITY.certificatePem())));
        var expired = AUTHORITY
                .leaf()
                .commonName("client")
                .client()
                .validFrom(Instant.now().minusSeconds(200))
                .validUntil(Instant.now().minusSeconds(100))
                .issue();
        var client = client(builder -> builder.highestSupportedVersion(version).certificateChain(chain(expired)));

        assertThatExceptionOfType(CertificateVerificationException.class)
                .isThrownBy(() -> handshake(client.createEngine("www.example.com", 443), server))
                .withMessageStartingWith("the certificate of CN=client expired at ");

        assertThat(this.serverSide.events())
                .singleElement()
                .satisfies(event -> assertThat(event.failure()).contains(HandshakeFailure.CERTIFICATE_EXPIRED));
        if (version == TlsVersion.TLSv1_2) {
            assertThat(this.clientSide.events())
                    .singleElement()
                    .satisfies(event -> assertThat(event.failureMessage().get()).contains("certificate_expired"));
        }
    }

    @Test
    void namesTheFailureWithoutACommonCipherSuiteOrVersion() throws Exception {
        var server = server(builder -> builder.ciphers(List.of(CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256)));
        var other = client(builder -> builder.ciphers(List.of(CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384)));
        var newer = client(builder -> builder.lowestSupportedVersion(TlsVersion.TLSv1_3));

        assertThatExceptionOfType(SSLException.class)
                .isThrownBy(() -> handshake(other.createEngine("www.example.com", 443), server));
        assertThatExceptionOfType(SSLException.class)
                .isThrownBy(() -> handshake(newer.createEngine("www.example.com", 443), server));

        assertThat(this.serverSide.events())
                .extracting(event -> event.failure().get())
                .containsExactly(HandshakeFailure.NO_SHARED_CIPHER, HandshakeFailure.PROTOCOL_VERSION);
    }

    private X509Certificate handshake(SSLEngine client, ServerContext server) throws SSLException {
        Handshakes.complete(client, server.createEngine());
        return (X509Certificate) client.getSession().getPeerCertificates()[0];
    }

    private ServerContext server(UnaryOperator<TlsServerConfiguration.Builder> settings) throws Exception {
        var configuration = settings.apply(TlsServerConfiguration.builder()
                        .certificateChains(List.of(chain(WWW), chain(API), chain(WILDCARD))))
                .build();
        return this.implementation.serverContext(configuration).observed("web", this.serverSide);
    }

    private ClientContext client(UnaryOperator<TlsClientConfiguration.Builder> settings) throws Exception {
        var configuration = settings.apply(
                        TlsClientConfiguration.builder().trustStore(TrustStore.fromBuffer(AUTHORITY.certificatePem())))
                .build();
        return this.implementation.clientContext(configuration).observed("test", this.clientSide);
    }

    private static SigningChain chain(TestCertificate certificate) {
        return SigningChain.of(
                TlsCertificate.fromBuffer(certificate.chainPem()),
                TlsPrivateKey.fromBuffer(certificate.privateKeyPem()));
    }
}
