package io.unifiedtls.insecure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.reflect.Proxy;
import java.util.EnumSet;
import java.util.Set;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.unifiedtls.ClientAuthentication;
import io.unifiedtls.ClientContext;
import io.unifiedtls.ConfigurationException;
import io.unifiedtls.TlsClientConfiguration;
import io.unifiedtls.TlsImplementation;
import io.unifiedtls.TlsServerConfiguration;
import io.unifiedtls.TrustStore;

class InsecureConfigurationTests {

    private final RecordedWarnings warnings = RecordedWarnings.start();

    @AfterEach
    void stop() {
        this.warnings.close();
    }

    @Test
    void aClientSkipsOneCheckAtLeast() {
        var configuration = TlsClientConfiguration.builder().build();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new InsecureClientConfiguration(configuration, Set.of()))
                .withMessage("no check to skip; create the context from the configuration itself");
    }

    @Test
    void theSkippedChecksCannotBeChangedLater() {
        var configuration = TlsClientConfiguration.builder().build();
        var skipped = EnumSet.of(SkippedCheck.HOSTNAME);

        var insecure = new InsecureClientConfiguration(configuration, skipped);
        skipped.add(SkippedCheck.CERTIFICATE);

        assertThat(insecure.skippedChecks()).containsExactly(SkippedCheck.HOSTNAME);
    }

    @Test
    void aServerAsksForTheCertificatesThatItAccepts() {
        var configuration = TlsServerConfiguration.builder().build();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new InsecureServerConfiguration(configuration))
                .withMessage(
                        "no check to skip, since client certificates are not requested; set clientAuthentication, or create the context from the configuration itself");
    }

    @Test
    void aServerNeedsNoTrustStoreAndClaimsNone() throws Exception {
        var context = Contexts.insecureServer(ClientAuthentication.OPTIONAL);

        assertThat(context.configuration().trustStore()).isEmpty();
        assertThat(context.skippedChecks()).containsExactly(SkippedCheck.CERTIFICATE);
    }

    @Test
    void readsEveryFileThatTheConfigurationNames() {
        var configuration = TlsClientConfiguration.builder()
                .trustStore(TrustStore.fromBuffer(new byte[0]))
                .build();
        var insecure = new InsecureClientConfiguration(configuration, Set.of(SkippedCheck.CERTIFICATE));

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> Contexts.implementation().clientContext(insecure));
    }

    @Test
    void refusesAnImplementationThatAlwaysVerifies() {
        var configuration = new InsecureClientConfiguration(
                TlsClientConfiguration.builder().build(), Set.of(SkippedCheck.HOSTNAME, SkippedCheck.CERTIFICATE));

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> new InsecureTlsImplementation(strictImplementation()).clientContext(configuration))
                .withMessage(
                        "TLS implementation strict always verifies its peers; to skip [CERTIFICATE, HOSTNAME], use jsse");
    }

    private static TlsImplementation strictImplementation() {
        var loader = InsecureConfigurationTests.class.getClassLoader();
        var context =
                Proxy.newProxyInstance(loader, new Class<?>[] {ClientContext.class}, (proxy, method, arguments) -> {
                    throw new AssertionError(method);
                });
        return (TlsImplementation) Proxy.newProxyInstance(
                loader,
                new Class<?>[] {TlsImplementation.class},
                (proxy, method, arguments) -> method.getName().equals("name") ? "strict" : context);
    }
}
