package io.unifiedtls.internal.material;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.List;

import org.assertj.core.api.ThrowableAssertAlternative;
import org.bouncycastle.asn1.x509.GeneralName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.unifiedtls.ConfigurationException;
import io.unifiedtls.OcspResponse;
import io.unifiedtls.SigningChain;
import io.unifiedtls.TlsCertificate;
import io.unifiedtls.TlsKeyStore;
import io.unifiedtls.TlsPrivateKey;
import io.unifiedtls.internal.x509.DerWriter;
import io.unifiedtls.test.TestAuthority;
import io.unifiedtls.test.TestCertificate;

class CredentialReaderTests {

    private static final byte[] SUCCESSFUL = DerWriter.sequence(new byte[] {0x0A, 1, 0});

    private static final TestAuthority ROOT = TestAuthority.create("Root");

    private static final TestAuthority MIDDLE = ROOT.intermediate("Middle");

    private static final TestCertificate LEAF = MIDDLE.leaf()
            .names("www.example.com", "*.example.com")
            .ipAddresses("192.0.2.1")
            .alternativeNames(new GeneralName(GeneralName.dNSName, "www.*.com"))
            .issue();

    private static final TlsCertificate CERTIFICATE = TlsCertificate.fromBuffer(LEAF.certificatePem());

    private static final TlsCertificate ISSUER = TlsCertificate.fromBuffer(MIDDLE.certificatePem());

    private static final TlsPrivateKey KEY = TlsPrivateKey.fromBuffer(LEAF.privateKeyPem());

    @TempDir
    private Path directory;

    @Test
    void areMadeOfTheLeafAndWhatIsConfiguredBehindIt() throws Exception {
        var entry = CredentialReader.load(SigningChain.of(CERTIFICATE, KEY, List.of(ISSUER)));

        assertThat(entry.key()).isEqualTo(LEAF.privateKey());
        assertThat(entry.certificates()).containsExactly(LEAF.certificate(), MIDDLE.certificate());
        assertThat(entry.unused()).isEmpty();
        assertThat(entry.ocspResponse()).isEmpty();
    }

    @Test
    void areReadFromOneFile() throws Exception {
        var entry = CredentialReader.load(SigningChain.fromPem(LEAF.writeCombined(this.directory)));

        assertThat(entry.key()).isEqualTo(LEAF.privateKey());
        assertThat(entry.certificates()).isEqualTo(LEAF.chain());
    }

    @Test
    void areForTheHostNamesOfTheLeafThatAClientCanAskFor() throws Exception {
        assertThat(CredentialReader.load(SigningChain.of(CERTIFICATE, KEY)).serverNames())
                .containsExactly("www.example.com", "*.example.com");
    }

    @Test
    void areForTheServerNamesConfiguredInstead() throws Exception {
        var chain = SigningChain.of(CERTIFICATE, KEY).withServerNames(List.of("api.example.com"));

        assertThat(CredentialReader.load(chain).serverNames()).containsExactly("api.example.com");
    }

    @Test
    void haveTheResponseOfOcspThatIsConfigured() throws Exception {
        var chain = SigningChain.of(CERTIFICATE, KEY).withOcspResponse(OcspResponse.fromBuffer(SUCCESSFUL));

        assertThat(CredentialReader.load(chain).ocspResponse()).hasValue(SUCCESSFUL);
    }

    @Test
    void nameTheSettingThatIsWrong() {
        var wrong = new byte[] {1};
        var certificate = TlsCertificate.fromBuffer(wrong);
        var key = TlsPrivateKey.fromBuffer(wrong);
        var response = OcspResponse.fromBuffer(wrong);
        var keyStore = TlsKeyStore.fromFile(this.directory.resolve("missing.p12"))
                .password("secret"::toCharArray)
                .build();

        assertRefused(SigningChain.of(certificate, KEY), certificate)
                .withMessage("no certificate found in a buffer of 1 bytes; it holds neither PEM nor DER");
        assertRefused(SigningChain.of(CERTIFICATE, KEY, List.of(ISSUER, certificate)), certificate)
                .withMessage("no certificate found in a buffer of 1 bytes; it holds neither PEM nor DER");
        assertRefused(SigningChain.of(CERTIFICATE, key), key)
                .withMessage("no private key found in a buffer of 1 bytes; it holds neither PEM nor DER");
        assertRefused(SigningChain.of(CERTIFICATE, KEY).withOcspResponse(response), response)
                .withMessage("no OCSP response found in a buffer of 1 bytes; it must be in DER");
        assertRefused(SigningChain.fromKeyStore(keyStore), keyStore)
                .withMessage("no such file: %s", this.directory.resolve("missing.p12"));
    }

    @Test
    void nameTheKeyThatDoesNotBelongToTheCertificate() {
        var other = TlsPrivateKey.fromBuffer(MIDDLE.server("www.example.com").privateKeyPem());

        assertRefused(SigningChain.of(CERTIFICATE, other), other)
                .withMessageContaining("does not belong to the certificate");
    }

    @Test
    void nameTheLeafThatIsTooWeak() throws Exception {
        var weak = ROOT.leaf().names("www.example.com").rsa(1024).issue();
        var chain = SigningChain.fromPem(weak.writeCombined(this.directory));

        assertRefused(chain, ((SigningChain.Certificates) chain).leaf())
                .withMessage(
                        "the key of the certificate in %s is too short: RSA with 1024 bits; use 2048 or more",
                        this.directory.resolve("combined.pem"));
    }

    private static ThrowableAssertAlternative<ConfigurationException> assertRefused(
            SigningChain chain, Object setting) {
        return assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> CredentialReader.load(chain))
                .satisfies(refusal -> assertThat(refusal.setting()).contains(setting));
    }
}
