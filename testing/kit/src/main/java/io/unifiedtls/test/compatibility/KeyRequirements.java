package io.unifiedtls.test.compatibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.unifiedtls.ConfigurationException;
import io.unifiedtls.ServerContext;
import io.unifiedtls.SigningChain;
import io.unifiedtls.TlsCertificate;
import io.unifiedtls.TlsFeature;
import io.unifiedtls.TlsPrivateKey;
import io.unifiedtls.TlsServerConfiguration;
import io.unifiedtls.TlsVersion;
import io.unifiedtls.test.TestCertificate;

/** PEP 748, "Private Keys". */
abstract class KeyRequirements extends Requirements {

    private static final TestCertificate RSA =
            Peers.AUTHORITY.leaf().names("localhost").rsa().issue();

    @TempDir
    Path directory;

    @Test
    void p10p110HaveThreeSources() throws Exception {
        var file = Peers.LOCALHOST.writePrivateKey(this.directory);

        assertThatServes(TlsPrivateKey.fromFile(file), Peers.LOCALHOST);
        assertThatServes(TlsPrivateKey.fromBuffer(Peers.LOCALHOST.privateKeyPem()), Peers.LOCALHOST);
        assertThat(CertificateRequirements.factoriesOf(TlsPrivateKey.class))
                .extracting(method -> method.getName().replace("WithPassword", ""))
                .containsOnly("fromFile", "fromBuffer", "fromId");
    }

    @Test
    void p110MayBeEncrypted() throws Exception {
        var encrypted = Peers.LOCALHOST.encryptedPrivateKeyPem("secret");

        assertThatServes(TlsPrivateKey.fromBufferWithPassword(encrypted, "secret"::toCharArray), Peers.LOCALHOST);
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() ->
                        server(TlsPrivateKey.fromBufferWithPassword(encrypted, "wrong"::toCharArray), Peers.LOCALHOST));
    }

    @Test
    @SuppressWarnings("NullAway")
    void p111HaveASource() {
        for (ThrowingCallable without : List.<ThrowingCallable>of(
                () -> TlsPrivateKey.fromFile(null),
                () -> TlsPrivateKey.fromBuffer(null),
                () -> TlsPrivateKey.fromId(null),
                () -> TlsPrivateKey.fromFileWithPassword(null, () -> new char[0]),
                () -> TlsPrivateKey.fromBufferWithPassword(null, () -> new char[0]),
                () -> TlsPrivateKey.fromIdWithPassword(null, () -> new char[0]),
                () -> new TlsPrivateKey(null, Optional.empty()))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(without)
                    .withMessageEndingWith(" source; specify a file, a buffer or an id");
        }
    }

    @Test
    void p112ArePemOfAnyKindOrDer() throws Exception {
        for (var certificate : List.of(Peers.LOCALHOST, RSA)) {
            var pkcs8 = certificate.privateKey().getEncoded();
            var traditional = traditional(PrivateKeyInfo.getInstance(pkcs8));
            var kind = (certificate == RSA) ? "RSA PRIVATE KEY" : "EC PRIVATE KEY";

            assertThatServes(TlsPrivateKey.fromBuffer(pem("PRIVATE KEY", pkcs8)), certificate);
            assertThatServes(TlsPrivateKey.fromBuffer(pem(kind, traditional)), certificate);
            assertThatServes(TlsPrivateKey.fromBuffer(pkcs8), certificate);
        }
    }

    /** PKCS#1, or SEC1 with the curve in it. */
    private static byte[] traditional(PrivateKeyInfo pkcs8) throws IOException {
        var key = pkcs8.parsePrivateKey();
        var curve = pkcs8.getPrivateKeyAlgorithm().getParameters();
        return (curve instanceof ASN1ObjectIdentifier)
                ? new ECPrivateKey(256, ECPrivateKey.getInstance(key).getKey(), curve).getEncoded()
                : key.toASN1Primitive().getEncoded();
    }

    private static byte[] pem(String kind, byte[] content) {
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
                .formatted(kind, Base64.getMimeEncoder().encodeToString(content), kind)
                .getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void p113AreNotLookedIntoBeforeTheyAreUsed() throws Exception {
        var nonsense = TlsPrivateKey.fromBuffer(new byte[0]);
        implementation().validate(configuration(nonsense, Peers.LOCALHOST));

        assertThatExceptionOfType(ConfigurationException.class).isThrownBy(() -> server(nonsense, Peers.LOCALHOST));

        var file = this.directory.resolve("later.key");
        var later = TlsPrivateKey.fromFile(file);
        implementation().validate(configuration(later, Peers.LOCALHOST));
        Files.write(file, Peers.LOCALHOST.privateKeyPem());
        assertThatServes(later, Peers.LOCALHOST);
    }

    @Test
    void p9p114AreKnownByAnIdOrRefused() throws Exception {
        var key = TlsPrivateKey.fromId(Peers.ID);
        var configuration = configuration(key, Peers.LOCALHOST);
        if (has(TlsFeature.MATERIAL_IDS)) {
            implementation().validate(configuration);
        } else {
            assertThatExceptionOfType(ConfigurationException.class)
                    .isThrownBy(() -> implementation().validate(configuration))
                    .satisfies(error -> assertThat(error.setting()).contains(key));
        }
    }

    @Test
    void p113AreNeverShown() {
        var key = TlsPrivateKey.fromBuffer(Peers.LOCALHOST.privateKeyPem());

        assertThat(configuration(key, Peers.LOCALHOST).toString()).doesNotContain("PRIVATE KEY", "MIG");
    }

    private void assertThatServes(TlsPrivateKey key, TestCertificate certificate) throws Exception {
        for (var version : List.of(TlsVersion.TLSv1_2, TlsVersion.TLSv1_3)) {
            assertThat(peers().connected(peers().client(version), server(key, certificate))
                            .client()
                            .peerCertificate())
                    .contains(certificate.certificate().getEncoded());
        }
    }

    private ServerContext server(TlsPrivateKey key, TestCertificate certificate) throws ConfigurationException {
        return implementation().serverContext(configuration(key, certificate));
    }

    private static TlsServerConfiguration configuration(TlsPrivateKey key, TestCertificate certificate) {
        return TlsServerConfiguration.builder()
                .certificateChains(
                        List.of(SigningChain.of(TlsCertificate.fromBuffer(certificate.certificatePem()), key)))
                .build();
    }
}
