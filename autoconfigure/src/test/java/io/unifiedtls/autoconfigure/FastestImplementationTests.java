package io.unifiedtls.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.unifiedtls.CipherSuite;
import io.unifiedtls.ConfigurationException;
import io.unifiedtls.ServerContext;
import io.unifiedtls.TlsImplementation;
import io.unifiedtls.TlsServerConfiguration;
import io.unifiedtls.fixtures.TestMaterial;
import io.unifiedtls.test.TestAuthority;
import io.unifiedtls.test.TestCertificate;

@ExtendWith(OutputCaptureExtension.class)
class FastestImplementationTests {

    private static final TestAuthority AUTHORITY = TestAuthority.create("Root");

    @Test
    void isTakenAndSaid(CapturedOutput output) throws Exception {
        var context = create(server(AUTHORITY.server("localhost")).build());

        assertThat(context.implementation().name()).isEqualTo("boringssl");
        assertThat(output).contains("INFO").contains("TLS server 'web' uses boringssl" + System.lineSeparator());
    }

    @Test
    void givesWayToOneThatCanDoWhatIsConfigured(CapturedOutput output) throws Exception {
        var context = create(server(AUTHORITY.server("localhost"))
                .ciphers(List.of(CipherSuite.TLS_AES_256_GCM_SHA384))
                .build());

        assertThat(context.implementation().name()).isEqualTo("jsse");
        assertThat(output)
                .contains("WARN")
                .contains("TLS server 'web' uses jsse (boringssl skipped: ")
                .contains("cannot restrict or order the TLS 1.3 cipher suites");
    }

    @Test
    void givesWayToOneThatHasTheKindOfKeyInTheFile(CapturedOutput output) throws Exception {
        var context = create(
                server(AUTHORITY.leaf().names("localhost").ed25519().issue()).build());

        assertThat(context.implementation().name()).isEqualTo("jsse");
        assertThat(output).contains("boringssl skipped: does not support Ed");
    }

    @Test
    void isOfNoUseWhereTheConfigurationIsWrong() {
        var configuration = TlsServerConfiguration.builder()
                .certificateChains(List.of(TestMaterial.chain(AUTHORITY.server("localhost"))))
                .ciphers(List.of(CipherSuite.of(0x1234)))
                .build();

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> create(configuration))
                .withMessageContaining("is not supported by TLS implementation jsse");
    }

    private static ServerContext create(TlsServerConfiguration configuration) throws ConfigurationException {
        return FastestImplementation.create(
                "TLS server 'web'",
                attempt -> TlsImplementation.choose(configuration, attempt),
                implementation -> implementation.serverContext(configuration));
    }

    private static TlsServerConfiguration.Builder server(TestCertificate certificate) {
        return TlsServerConfiguration.builder().certificateChains(List.of(TestMaterial.chain(certificate)));
    }
}
