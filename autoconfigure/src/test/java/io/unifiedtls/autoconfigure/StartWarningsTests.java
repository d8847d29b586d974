package io.unifiedtls.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.BeanInstantiationException;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.unifiedtls.autoconfigure.diagnostics.Snippet;
import io.unifiedtls.autoconfigure.diagnostics.TlsConfigurationException;

@ExtendWith(OutputCaptureExtension.class)
class StartWarningsTests {

    private static final String TLS_1_2 = "tls.servers.web.ciphers=TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384";

    @TempDir
    private static Path directory;

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(TlsAutoConfiguration.class))
            .withPropertyValues(Entries.server("web", directory));

    @Test
    void nameTheClientsThatAnImplementationCannotVerify(CapturedOutput output) {
        this.runner
                .withPropertyValues(
                        "tls.servers.web.implementation=boringssl",
                        "tls.servers.web.client-authentication=optional",
                        "tls.servers.web.trust-store.certificates=" + Entries.PEM)
                .run(context -> assertThat(context).hasNotFailed());

        assertThat(output)
                .contains("WARN")
                .contains(
                        "tls.servers.web uses boringssl: client certificates with RSASSA-PSS, Ed25519, Ed448 or P-521 keys"
                                + " are not supported, and a client with one does not send a certificate; to support them, set"
                                + " tls.servers.web.implementation: jsse");
    }

    @Test
    void nameTheServersThatAnImplementationCannotVerify(CapturedOutput output) {
        this.runner
                .withPropertyValues(Entries.client("payments"))
                .withPropertyValues("tls.clients.payments.implementation=boringssl")
                .run(context -> assertThat(context).hasNotFailed());

        assertThat(output)
                .contains(
                        "tls.clients.payments uses boringssl: server certificates with RSASSA-PSS, Ed25519, Ed448 or P-521"
                                + " keys are not supported, and the handshake with such a server fails; to support them, set"
                                + " tls.clients.payments.implementation: jsse");
    }

    @Test
    void tellThatSessionsAreResumedUnderOtherNames(CapturedOutput output) {
        this.runner
                .withPropertyValues("tls.servers.web.implementation=conscrypt")
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(output).doesNotContain("resumes sessions");

        this.runner
                .withPropertyValues(
                        "tls.servers.web.implementation=conscrypt",
                        "tls.servers.web.certificate-chains[1].certificate=file:%s/certificate.pem"
                                .formatted(directory),
                        "tls.servers.web.certificate-chains[1].private-key=%s/private-key.pem".formatted(directory))
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(output)
                .contains("WARN")
                .contains("tls.servers.web uses conscrypt, which resumes sessions under the server names of other"
                        + " certificates: such a client does not get the certificate of the requested name; to prevent that, set"
                        + " tls.servers.web.implementation: jsse");
    }

    @Test
    void areNotNeededByDefault(CapturedOutput output) {
        this.runner
                .withPropertyValues(Entries.client("payments"))
                .withPropertyValues(
                        "tls.servers.web.client-authentication=required",
                        "tls.servers.web.trust-store.certificates=" + Entries.PEM)
                .run(context -> assertThat(context).hasNotFailed());

        assertThat(output)
                .contains("TLS server 'web' uses jsse (boringssl skipped: client certificates with")
                .contains("if no peer has one, set implementation: boringssl")
                .contains("TLS client 'payments' uses jsse (boringssl skipped: server certificates with")
                .doesNotContain("WARN");
    }

    @Test
    void tellThatAListSwitchesTls13Off(CapturedOutput output) {
        this.runner
                .withPropertyValues(TLS_1_2)
                .run(context -> assertThat(context).hasNotFailed());

        assertThat(output)
                .contains("WARN")
                .contains(
                        "tls.servers.web.ciphers does not list a TLS 1.3 cipher suite, so TLS 1.3 is disabled; to keep it, set tls.servers.web.highest-supported-version: TLSv1.3, otherwise TLSv1.2");
    }

    @Test
    void acceptAListForTls12Alone(CapturedOutput output) {
        this.runner
                .withPropertyValues(TLS_1_2, "tls.servers.web.highest-supported-version=TLSv1.3")
                .run(context -> assertThat(context).hasNotFailed());

        assertThat(output).contains("TLS server 'web' uses boringssl").doesNotContain(".ciphers");
    }

    @Test
    void tellThatAListCostsTheFastPath(CapturedOutput output) {
        this.runner
                .withPropertyValues(
                        "tls.servers.web.ciphers=TLS_AES_128_GCM_SHA256,TLS_AES_256_GCM_SHA384,TLS_CHACHA20_POLY1305_SHA256",
                        "tls.servers.web.lowest-supported-version=TLSv1.3")
                .run(context -> assertThat(context).hasNotFailed());

        assertThat(output)
                .contains("WARN")
                .contains(
                        "TLS server 'web' uses jsse (boringssl skipped: cannot restrict or order the TLS 1.3 cipher suites"
                                + " [TLS_AES_128_GCM_SHA256, TLS_AES_256_GCM_SHA384, TLS_CHACHA20_POLY1305_SHA256]; remove them,"
                                + " and set the highest supported version to TLSv1.3 to keep TLS 1.3; ");
    }

    @Test
    void aNamedImplementationIsRefusedWithTheTrueFix() {
        this.runner
                .withPropertyValues(
                        "tls.servers.web.ciphers=TLS_AES_256_GCM_SHA384", "tls.servers.web.implementation=boringssl")
                .run(context -> assertThat(context.getStartupFailure())
                        .cause()
                        .isInstanceOfSatisfying(
                                BeanInstantiationException.class,
                                failure -> assertThat((TlsConfigurationException) failure.getCause())
                                        .extracting(
                                                TlsConfigurationException::instruction,
                                                TlsConfigurationException::snippet)
                                        .containsExactly(
                                                "Set tls.servers.web.implementation: jsse, which supports them; or remove the TLS 1.3 cipher suites, and keep TLS 1.3 with:",
                                                Snippet.of("tls.servers.web.highest-supported-version", "TLSv1.3"))));
    }
}
