package io.unifiedtls.internal.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.unifiedtls.CertificatePem;
import io.unifiedtls.CertificateVerificationException;
import io.unifiedtls.Side;

/** Verifies chains of each kind here and by {@code openssl verify -x509_strict}, and publishes what comes of it. */
class CertificateCaseTests {

    private static final Path PAGE = Path.of("..", "docs", "certificate-validation.md");

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource
    void isVerifiedAsPublished(CertificateCase kind) throws Exception {
        var chain = kind.chain();

        var refusal = catchThrowableOfType(CertificateVerificationException.class, () -> verify(chain));

        assertThat(Optional.ofNullable(refusal).map(Throwable::getMessage))
                .isEqualTo(Optional.ofNullable(kind.refusal));
        assertThat(openSslAccepts(chain)).as("OpenSSL accepts").isEqualTo(kind.openSslAccepts);
    }

    @Test
    void isPublished() throws Exception {
        var rows = Arrays.stream(CertificateCase.values())
                .map(kind -> "| %s | %s | %s |"
                        .formatted(
                                kind.description,
                                (kind.refusal == null) ? "accepted" : "refused",
                                kind.openSslAccepts ? "accepted" : "refused"))
                .collect(Collectors.joining("\n"));

        assertThat(Files.readString(PAGE)).contains(rows);
    }

    private static void verify(TestChain chain) throws CertificateVerificationException {
        var verifier = new CertificateVerifier(new TrustAnchors(List.of(chain.root()), List.of()), Clock.systemUTC());
        var checks = new FullPeerVerifier(verifier);
        checks.checkCertificate(chain.sent(), Side.SERVER);
        checks.checkHostName(chain.leaf(), Optional.of("www.example.com"));
    }

    private boolean openSslAccepts(TestChain chain) throws Exception {
        var process = new ProcessBuilder(
                        "openssl",
                        "verify",
                        "-x509_strict",
                        "-purpose",
                        "sslserver",
                        "-verify_hostname",
                        "www.example.com",
                        "-CAfile",
                        write("trusted.pem", chain.root()),
                        "-untrusted",
                        write("middle.pem", chain.middle()),
                        write("leaf.pem", chain.leaf()))
                .redirectErrorStream(true)
                .start();
        process.getInputStream().readAllBytes();
        return process.waitFor() == 0;
    }

    private String write(String name, X509Certificate certificate) throws Exception {
        var pem = CertificatePem.encode(certificate.getEncoded());
        return Files.writeString(this.directory.resolve(name), pem, StandardCharsets.US_ASCII)
                .toString();
    }
}
