package io.unifiedtls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.unifiedtls.test.TestAuthority;
import io.unifiedtls.test.TestCertificate;

class CertificatePemTests {

    private static final TestCertificate LEAF =
            TestAuthority.create("Test Root").intermediate("Middle").server("www.example.com");

    @Test
    void isWhatRfc7468Says() throws Exception {
        var pem = CertificatePem.encode(LEAF.certificate().getEncoded());

        assertThat(pem).isEqualTo(new String(LEAF.certificatePem(), StandardCharsets.US_ASCII));
        assertThat(pem.lines()).allMatch(line -> line.length() <= 64);
    }

    @Test
    void holdsAChainAndGivesItBack() throws Exception {
        var chain =
                List.of(LEAF.chain().get(0).getEncoded(), LEAF.chain().get(1).getEncoded());

        var pem = CertificatePem.encodeAll(chain);

        assertThat(pem).isEqualTo(new String(LEAF.chainPem(), StandardCharsets.US_ASCII));
        assertThat(CertificatePem.decode("A comment\n" + pem)).containsExactlyElementsOf(chain);
    }

    @Test
    void refusesWhatHoldsNoCertificate() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> CertificatePem.decode(new String(LEAF.privateKeyPem(), StandardCharsets.US_ASCII)))
                .withMessage(
                        "the PEM text holds a private key and no certificate; are certificate and private key swapped?");
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> CertificatePem.decode(" "))
                .withMessage("the PEM text is empty");
    }
}
