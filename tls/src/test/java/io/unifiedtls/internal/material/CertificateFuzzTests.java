package io.unifiedtls.internal.material;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.provider.MethodSource;

import io.unifiedtls.CertificateDetails;
import io.unifiedtls.CertificatePem;
import io.unifiedtls.fixtures.Untrusted;
import io.unifiedtls.internal.text.ServerNames;
import io.unifiedtls.internal.x509.DerReader;
import io.unifiedtls.internal.x509.DerWriter;
import io.unifiedtls.internal.x509.SubjectAltNames;
import io.unifiedtls.test.TestAuthority;
import io.unifiedtls.test.TestCertificate;

/** What reads PEM, DER, certificates and revocation lists, given what anybody may have written. */
@Timeout(20)
class CertificateFuzzTests {

    private static final Untrusted INPUT = Untrusted.open();

    private static final TestAuthority AUTHORITY = TestAuthority.create("Root");

    private static final TestCertificate LEAF = AUTHORITY
            .leaf()
            .names("www.example.com", "*.example.com", "192.0.2.1")
            .issue();

    static Stream<byte[]> text() {
        return Stream.of(
                        "-----BEGIN X-----\nAA==\n-----END X-----\n",
                        "-----BEGIN X509 CRL-----\nA: b\n\nMAA=\n-----END X509 CRL-----\r-----BEGIN EC PARAMETERS-----",
                        "-----BEGIN TRUSTED CERTIFICATE----------END TRUSTED CERTIFICATE-----")
                .map(text -> text.getBytes(StandardCharsets.US_ASCII));
    }

    @MethodSource("text")
    @FuzzTest
    void splitsPem(byte[] content) throws Exception {
        INPUT.readOrRefuse(() -> {
            for (var block : PemReader.read(content, "x")) {
                INPUT.readOrRefuse(() -> block.decode("x"));
                assertThat(block.toString()).hasSizeLessThan(200);
            }
        });
    }

    static Stream<byte[]> certificates() throws Exception {
        return Stream.of(
                LEAF.certificate().getEncoded(),
                LEAF.chainPem(),
                AUTHORITY.certificate().getEncoded());
    }

    @MethodSource("certificates")
    @FuzzTest
    void readsCertificates(byte[] content) throws Exception {
        INPUT.readOrRefuse(() -> {
            for (var certificate : CertificateReader.read(content, "x")) {
                var pem = CertificatePem.encode(certificate.getEncoded());
                assertThat(CertificatePem.decode(pem)).containsExactly(certificate.getEncoded());
                for (var name : SubjectAltNames.of(certificate)) {
                    assertThat(ServerNames.pattern(name)).isEqualTo(name);
                }
            }
        });
    }

    @MethodSource("certificates")
    @FuzzTest
    void describesACertificate(byte[] der) throws Exception {
        INPUT.readOrRefuse(IllegalArgumentException.class, () -> {
            var details = CertificateDetails.of(der);
            assertThat(details.fingerprint()).hasSize(64);
            assertThat(details.serialNumber().length()).isEven();
        });
    }

    static Stream<byte[]> revocationLists() throws Exception {
        AUTHORITY.revoke(LEAF);
        var list = AUTHORITY.crl();
        return Stream.of(list, PemReader.read(list, "x").get(0).decode("x"));
    }

    @MethodSource("revocationLists")
    @FuzzTest
    void readsRevocationLists(byte[] content) throws Exception {
        INPUT.readOrRefuse(() -> {
            for (var list : RevocationListReader.read(content, "x")) {
                list.isRevoked(LEAF.certificate());
            }
        });
    }

    @MethodSource("certificates")
    @FuzzTest
    void readsDer(byte[] encoded) throws Exception {
        INPUT.readOrRefuse(IOException.class, () -> walk(DerReader.of(encoded), 0));

        assertThat(DerReader.of(DerWriter.octets(encoded)).octets()).isEqualTo(encoded);
        assertThat(DerReader.isOneElement(DerWriter.sequence(encoded))).isTrue();
        PemType.ofBinary(encoded);
    }

    private static void walk(DerReader reader, int depth) throws IOException {
        while (reader.hasMore() && depth < 20) {
            if (reader.nextIs(DerReader.SEQUENCE)) {
                reader.shape(7);
                walk(reader.sequence(), depth + 1);
            } else if (reader.nextIs(DerReader.INTEGER)) {
                reader.integer();
            } else if (reader.nextIs(DerReader.OBJECT_IDENTIFIER)) {
                assertThat(reader.objectIdentifier()).matches("([0-2](\\.[0-9]+)+)?");
            } else {
                reader.skip();
            }
        }
    }
}
