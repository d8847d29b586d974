package io.unifiedtls.internal.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.Date;
import java.util.List;
import java.util.Optional;

import javax.security.auth.x500.X500Principal;

import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import io.unifiedtls.ChannelBinding;
import io.unifiedtls.ClientContext;
import io.unifiedtls.HandshakeEvent;
import io.unifiedtls.ServerContext;
import io.unifiedtls.SigningChain;
import io.unifiedtls.TlsBuffer;
import io.unifiedtls.TlsCertificate;
import io.unifiedtls.TlsClientConfiguration;
import io.unifiedtls.TlsException;
import io.unifiedtls.TlsPrivateKey;
import io.unifiedtls.TlsServerConfiguration;
import io.unifiedtls.TlsVersion;
import io.unifiedtls.TrustStore;
import io.unifiedtls.WantReadException;
import io.unifiedtls.fixtures.RecordedHandshakes;
import io.unifiedtls.internal.engine.PeerCertificates;
import io.unifiedtls.jsse.JsseImplementation;
import io.unifiedtls.test.TestAuthority;
import io.unifiedtls.test.TestCertificate;

/** What a connection tells of its peer's certificates. */
class PeerDetailsTests {

    private static final TestAuthority ROOT = TestAuthority.create("Test Root");

    private static final TestCertificate SERVER = ROOT.intermediate("Middle").server("www.example.com");

    private static final TestCertificate CLIENT =
            ROOT.leaf().commonName("Alice").client().issue();

    @ParameterizedTest
    @EnumSource(names = {"TLSv1_2", "TLSv1_3"})
    void areTheChainThatWasSentAndTheOneThatWasVerified(TlsVersion version) throws Exception {
        var client = client(version).createBuffer("www.example.com");
        var server = server(SERVER, true).createBuffer();

        assertThat(client.peerCertificateChain()).isEmpty();
        assertThat(client.verifiedChain()).isEmpty();
        connect(client, server);

        assertThat(client.peerCertificateChain()).containsExactlyElementsOf(encoded(SERVER.chain()));
        assertThat(client.peerCertificate()).contains(SERVER.certificate().getEncoded());
        assertThat(client.verifiedChain())
                .containsExactly(
                        SERVER.chain().get(0).getEncoded(),
                        SERVER.chain().get(1).getEncoded(),
                        ROOT.certificate().getEncoded());
        assertThat(server.peerCertificateChain()).containsExactlyElementsOf(encoded(CLIENT.chain()));
        assertThat(server.verifiedChain())
                .containsExactly(
                        CLIENT.certificate().getEncoded(), ROOT.certificate().getEncoded());
    }

    @ParameterizedTest
    @EnumSource(names = {"TLSv1_2", "TLSv1_3"})
    void areKeptWhereTheSessionIsResumed(TlsVersion version) throws Exception {
        var handshakes = new RecordedHandshakes();
        var clientContext = client(version).observed("client", handshakes);
        var serverContext = server(SERVER, true);
        connect(clientContext.createBuffer("www.example.com"), serverContext.createBuffer());

        var client = clientContext.createBuffer("www.example.com");
        var server = serverContext.createBuffer();
        connect(client, server);

        assertThat(handshakes.events().stream().map(HandshakeEvent::resumed))
                .containsExactly(Optional.of(false), Optional.of(true));
        assertThat(client.verifiedChain()).hasSize(3);
        assertThat(client.channelBinding(ChannelBinding.TLS_SERVER_END_POINT)).isPresent();
        assertThat(client.channelBinding(ChannelBinding.TLS_SERVER_END_POINT))
                .hasValueSatisfying(binding -> assertThat(server.channelBinding(ChannelBinding.TLS_SERVER_END_POINT))
                        .contains(binding));
    }

    @Test
    void areEmptyForAClientWithoutCertificate() throws Exception {
        var client = client(TlsVersion.TLSv1_3).createBuffer("www.example.com");
        var server = server(SERVER, false).createBuffer();

        connect(client, server);

        assertThat(server.peerCertificateChain()).isEmpty();
        assertThat(server.verifiedChain()).isEmpty();
        assertThat(server.peerCertificate()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "SHA256withECDSA, SHA-256",
        "SHA384withECDSA, SHA-384",
        "SHA512withECDSA, SHA-512",
        "SHA3-256withECDSA, SHA3-256"
    })
    void bindToTheCertificateOfTheServer(String signatureAlgorithm, String hash) throws Exception {
        var certificate = ROOT.leaf()
                .names("www.example.com")
                .signatureAlgorithm(signatureAlgorithm)
                .issue();

        var expected =
                MessageDigest.getInstance(hash).digest(certificate.certificate().getEncoded());

        assertThat(TlsServerEndPointBinding.of(certificate.certificate())).contains(expected);
    }

    @Test
    void bindWithSha256WhereTheCertificateIsSignedWithSha1() throws Exception {
        var certificate = ROOT.leaf()
                .names("www.example.com")
                .signatureAlgorithm("SHA1withECDSA")
                .issue()
                .certificate();

        assertThat(TlsServerEndPointBinding.of(certificate))
                .contains(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
    }

    @Test
    void bindWithTheHashOfPss() throws Exception {
        var certificate = TestAuthority.named("Test Root")
                .rsa(2048)
                .root()
                .leaf()
                .names("www.example.com")
                .signatureAlgorithm("SHA384withRSAandMGF1")
                .issue()
                .certificate();

        assertThat(certificate.getSigAlgName()).isEqualTo("RSASSA-PSS");
        assertThat(TlsServerEndPointBinding.of(certificate))
                .contains(MessageDigest.getInstance("SHA-384").digest(certificate.getEncoded()));
    }

    @Test
    void bindToNothingWhereTheSignatureHasNoHashOfItsOwn() throws Exception {
        var keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        var name = new X500Principal("CN=www.example.com");
        var builder =
                new JcaX509v3CertificateBuilder(name, BigInteger.ONE, new Date(), new Date(), name, keys.getPublic());
        var certificate = new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder("Ed25519").build(keys.getPrivate())));

        assertThat(TlsServerEndPointBinding.of(certificate)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"TLSv1_2", "TLSv1_3"})
    void bindBothSidesToTheSame(TlsVersion version) throws Exception {
        var client = client(version).createBuffer("www.example.com");
        var server = server(SERVER, false).createBuffer();

        assertThat(client.channelBinding(ChannelBinding.TLS_SERVER_END_POINT)).isEmpty();
        connect(client, server);

        var expected =
                MessageDigest.getInstance("SHA-256").digest(SERVER.certificate().getEncoded());
        assertThat(client.channelBinding(ChannelBinding.TLS_SERVER_END_POINT)).contains(expected);
        assertThat(server.channelBinding(ChannelBinding.TLS_SERVER_END_POINT)).contains(expected);
        assertThat(ChannelBinding.TLS_SERVER_END_POINT.registeredName()).isEqualTo("tls-server-end-point");
    }

    private static ClientContext client(TlsVersion version) throws TlsException {
        return new JsseImplementation()
                .clientContext(TlsClientConfiguration.builder()
                        .trustStore(TrustStore.fromBuffer(ROOT.certificatePem()))
                        .certificateChain(chain(CLIENT))
                        .highestSupportedVersion(version)
                        .build());
    }

    private static ServerContext server(TestCertificate certificate, boolean asksClients) throws TlsException {
        var builder = TlsServerConfiguration.builder().certificateChains(List.of(chain(certificate)));
        if (asksClients) {
            builder.trustStore(TrustStore.fromBuffer(ROOT.certificatePem()));
        }
        return new JsseImplementation().serverContext(builder.build());
    }

    private static SigningChain chain(TestCertificate certificate) {
        return SigningChain.of(
                TlsCertificate.fromBuffer(certificate.chainPem()),
                TlsPrivateKey.fromBuffer(certificate.privateKeyPem()));
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

    private static List<byte[]> encoded(List<X509Certificate> certificates) {
        return PeerCertificates.encoded(certificates);
    }
}
