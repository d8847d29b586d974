package io.unifiedtls.test.compatibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.unifiedtls.ClientAuthentication;
import io.unifiedtls.ConfigurationException;
import io.unifiedtls.ServerContext;
import io.unifiedtls.SigningChain;
import io.unifiedtls.TlsCertificate;
import io.unifiedtls.TlsClientConfiguration;
import io.unifiedtls.TlsPrivateKey;
import io.unifiedtls.TlsServerConfiguration;
import io.unifiedtls.TlsVersion;
import io.unifiedtls.test.TestCertificate;
import io.unifiedtls.test.connection.BufferPair;
import io.unifiedtls.test.junit.TestIdentities;

/** PEP 748, "Signing Chain". */
abstract class ChainRequirements extends Requirements {

    @TempDir
    Path directory;

    @Test
    void p115MayHaveTheKeyInTheFileOfTheLeaf() throws Exception {
        var chain = SigningChain.fromPem(Peers.LOCALHOST.writeCombined(this.directory));

        assertThat(peers().connected(peers().client(), server(chain)).client().peerCertificate())
                .contains(Peers.LOCALHOST.certificate().getEncoded());
    }

    @Test
    void p116CopyTheirIntermediateCertificates() {
        var issuers = new ArrayList<>(List.of(TlsCertificate.fromBuffer(new byte[] {1})));
        var chain = (SigningChain.Certificates) SigningChain.of(leaf(), key(Peers.LOCALHOST), issuers);

        issuers.clear();

        assertThat(chain.chain()).hasSize(1);
        assertThat(((SigningChain.Certificates) SigningChain.of(leaf(), key(Peers.LOCALHOST))).chain())
                .isEmpty();
    }

    @EachVersion
    void p117AreSentByAClientOnlyIfItIsAsked(TlsVersion version) throws Exception {
        var client = peers().client(settings ->
                settings.highestSupportedVersion(version).certificateChain(TestIdentities.chain(Peers.IDENTITY)));

        assertThat(peers().connected(client, peers().server()).server().peerCertificate())
                .isEmpty();
        assertThat(peers().connected(client, peers().serverThatAsks()).server().peerCertificate())
                .contains(Peers.IDENTITY.certificate().getEncoded());
        assertThat(Stream.of(TlsClientConfiguration.Builder.class.getMethods())
                        .filter(method -> method.getName().equals("certificateChain")))
                .singleElement()
                .satisfies(method -> assertThat(method.getParameterTypes()).containsExactly(SigningChain.class));
    }

    @EachVersion
    void p117MayBeLeftOutWhereTheServerOnlyAsks(TlsVersion version) throws Exception {
        var server = peers().server(settings -> settings.trustStore(TestIdentities.trust(Peers.AUTHORITY))
                .clientAuthentication(ClientAuthentication.OPTIONAL));

        assertThat(peers().connected(peers().client(version), server).server().peerCertificate())
                .isEmpty();
    }

    @Test
    void p118AreWhatAServerHasToHave() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> implementation()
                        .validate(TlsServerConfiguration.builder().build()))
                .withMessage("no certificate chain configured; a server needs at least one");
    }

    @EachVersion
    void p118MayBeOfManyDomainsAndKindsOfKeys(TlsVersion version) throws Exception {
        var certificates = List.of(
                Peers.AUTHORITY.server("one.example.com"),
                Peers.AUTHORITY.leaf().names("two.example.com").rsa().issue(),
                Peers.AUTHORITY
                        .leaf()
                        .names("three.example.com")
                        .curve("secp384r1")
                        .issue());
        var server = peers().server(settings -> settings.certificateChains(
                certificates.stream().map(TestIdentities::chain).toList()));

        for (var certificate : certificates) {
            var host = certificate
                    .certificate()
                    .getSubjectX500Principal()
                    .getName()
                    .substring("CN=".length());
            var pair = BufferPair.of(peers().client(version), host, server);
            pair.handshake();
            assertThat(pair.client().peerCertificate())
                    .contains(certificate.certificate().getEncoded());
        }
    }

    @EachVersion
    void p118MayBeOfAnyKindOfKeyOnAClientToo(TlsVersion version) throws Exception {
        var builder = Peers.AUTHORITY.leaf().commonName("a client").client();
        for (var identity : List.of(builder.ec().issue(), builder.rsa().issue())) {
            var client = peers().client(settings ->
                    settings.highestSupportedVersion(version).certificateChain(TestIdentities.chain(identity)));

            assertThat(peers().connected(client, peers().serverThatAsks())
                            .server()
                            .peerCertificate())
                    .contains(identity.certificate().getEncoded());
        }
    }

    @EachVersion
    void p119GoFromTheLeafTowardsARootThatIsLeftOut(TlsVersion version) throws Exception {
        var below = Peers.AUTHORITY.intermediate("Upper").intermediate("Lower").server("localhost");
        var issuers = below.chain().subList(1, below.chain().size());
        assertThat(issuers).hasSize(2);
        var certificates = new ArrayList<TlsCertificate>();
        for (var issuer : issuers) {
            certificates.add(TlsCertificate.fromBuffer(issuer.getEncoded()));
        }

        var apart = SigningChain.of(TlsCertificate.fromBuffer(below.certificatePem()), key(below), certificates);
        for (var chain : List.of(apart, TestIdentities.chain(below))) {
            assertThat(peers().connected(peers().client(version), server(chain))
                            .client()
                            .peerCertificate())
                    .contains(below.certificate().getEncoded());
        }
    }

    private ServerContext server(SigningChain chain) throws Exception {
        return peers().server(settings -> settings.certificateChains(List.of(chain)));
    }

    private static TlsCertificate leaf() {
        return TlsCertificate.fromBuffer(Peers.LOCALHOST.certificatePem());
    }

    private static TlsPrivateKey key(TestCertificate certificate) {
        return TlsPrivateKey.fromBuffer(certificate.privateKeyPem());
    }
}
