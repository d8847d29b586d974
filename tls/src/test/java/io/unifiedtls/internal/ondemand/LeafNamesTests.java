package io.unifiedtls.internal.ondemand;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.unifiedtls.internal.x509.SubjectAltNames;
import io.unifiedtls.test.TestAuthority;
import io.unifiedtls.test.TestCertificate;

class LeafNamesTests {

    private static final TestAuthority ROOT = TestAuthority.create("Leaf Names");

    static Stream<TestCertificate> certificates() {
        return Stream.of(
                ROOT.server("www.example.com"),
                ROOT.server("www.example.com", "*.example.com", "a.b.c"),
                ROOT.leaf().names("both.example.com").ipAddresses("127.0.0.1").issue(),
                ROOT.leaf().ipAddresses("127.0.0.1").issue(),
                ROOT.leaf().commonName("no names").issue(),
                ROOT.leaf().names("rsa.example.com").rsa().issue(),
                ROOT.intermediate("Intermediate").server("below.example.com"));
    }

    @ParameterizedTest
    @MethodSource("certificates")
    void areThoseThatTheJdkReads(TestCertificate certificate) throws Exception {
        var expected = SubjectAltNames.of(certificate.certificate());

        assertThat(LeafNames.of(certificate.chainPem())).isEqualTo(expected);
        assertThat(LeafNames.of(certificate.combinedPem())).isEqualTo(expected);
        assertThat(LeafNames.of(certificate.certificate().getEncoded())).isEqualTo(expected);
    }

    @Test
    void areFoundBehindAnAuthority() {
        var leaf = ROOT.server("www.example.com");
        var reversed = new String(ROOT.certificatePem(), StandardCharsets.US_ASCII)
                + new String(leaf.certificatePem(), StandardCharsets.US_ASCII);

        assertThat(LeafNames.of(reversed.getBytes(StandardCharsets.US_ASCII))).containsExactly("www.example.com");
    }

    @Test
    void areNoneInWhatIsNotACertificate() throws Exception {
        var der = ROOT.server("www.example.com").certificate().getEncoded();
        var pem = ROOT.server("www.example.com").certificatePem();
        for (int length = 0; length < der.length; length++) {
            assertThat(LeafNames.of(Arrays.copyOf(der, length))).isEmpty();
        }
        assertThat(LeafNames.of(Arrays.copyOf(pem, pem.length / 2))).isEmpty();
        assertThat(LeafNames.of("-----BEGIN CERTIFICATE-----\n!!!!\n-----END CERTIFICATE-----".getBytes()))
                .isEqualTo(List.of());
    }
}
