package io.unifiedtls.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.unifiedtls.CipherSuite;
import io.unifiedtls.ConfigurationException;
import io.unifiedtls.ImplementationChoice;
import io.unifiedtls.OcspResponse;
import io.unifiedtls.ServerContext;
import io.unifiedtls.SessionTicketKey;
import io.unifiedtls.TlsImplementation;
import io.unifiedtls.TlsServerConfiguration;
import io.unifiedtls.TrustStore;
import io.unifiedtls.fixtures.TestMaterial;
import io.unifiedtls.jsse.JsseImplementation;
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

    @Test
    void isTheOneWithSessionTicketKeysOrOcspResponses() throws Exception {
        var withKeys = server(AUTHORITY.server("localhost"))
                .sessionTicketKeys(List.of(SessionTicketKey.generate()))
                .build();
        var withResponse = TlsServerConfiguration.builder()
                .certificateChains(List.of(TestMaterial.chain(AUTHORITY.server("localhost"))
                        .withOcspResponse(OcspResponse.fromBuffer(new byte[] {0x30, 3, 0x0A, 1, 0}))))
                // with client certificates, boringssl is otherwise skipped
                .trustStore(TrustStore.fromBuffer(AUTHORITY.certificatePem()))
                .build();

        assertThat(create(withKeys).implementation().name()).isEqualTo("boringssl");
        assertThat(create(withResponse).implementation().name()).isEqualTo("boringssl");
    }

    @Test
    void hasTheMostTellingErrorIfTheReferenceLacksTheFeature(@TempDir Path directory) throws Exception {
        var file = Files.write(directory.resolve("ticket.key"), new byte[80]);
        var key = SessionTicketKey.fromFile(file);
        var configuration = server(AUTHORITY.server("localhost"))
                .sessionTicketKeys(List.of(key))
                .build();

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> create(configuration))
                .withMessageContaining("80 bytes")
                .satisfies(error -> assertThat(error.setting()).contains(key));
    }

    @Test
    void isMissedIfNobodyElseHasTheFeature() {
        var key = SessionTicketKey.generate();
        var configuration = server(AUTHORITY.server("localhost"))
                .sessionTicketKeys(List.of(key))
                .build();

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> FastestImplementation.create(
                        "TLS server 'web'",
                        choice -> {},
                        attempt -> {
                            var jsse = new JsseImplementation();
                            attempt.with(jsse);
                            return new ImplementationChoice(jsse, Map.of(), false);
                        },
                        implementation -> implementation.serverContext(configuration)))
                .withMessage(
                        "no available TLS implementation supports session ticket keys; boringssl does, but is not on the class path")
                .satisfies(error -> assertThat(error.setting()).contains(key));
    }

    private static ServerContext create(TlsServerConfiguration configuration) throws ConfigurationException {
        return FastestImplementation.create(
                "TLS server 'web'",
                choice -> {},
                attempt -> TlsImplementation.choose(configuration, attempt),
                implementation -> implementation.serverContext(configuration));
    }

    private static TlsServerConfiguration.Builder server(TestCertificate certificate) {
        return TlsServerConfiguration.builder().certificateChains(List.of(TestMaterial.chain(certificate)));
    }
}
