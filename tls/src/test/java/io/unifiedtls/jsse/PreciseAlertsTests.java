package io.unifiedtls.jsse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import javax.net.ssl.SSLException;

import org.junit.jupiter.api.Test;

import io.unifiedtls.SigningChain;
import io.unifiedtls.TlsAlertException;
import io.unifiedtls.TlsCertificate;
import io.unifiedtls.TlsClientConfiguration;
import io.unifiedtls.TlsPrivateKey;
import io.unifiedtls.TlsServerConfiguration;
import io.unifiedtls.TrustStore;
import io.unifiedtls.test.Handshakes;
import io.unifiedtls.test.TestAuthority;
import io.unifiedtls.test.TestCertificate;

/** In JVMs of their own, since what is open is said at the start of one. */
class PreciseAlertsTests {

    private static final String OPEN = "--add-opens=java.base/sun.security.ssl=ALL-UNNAMED";

    @Test
    void tls13SaysWhyWhereTheProviderIsOpen() throws Exception {
        assertThat(alertsOfRefusedClients(OPEN)).containsExactly("certificate_expired", "unknown_ca");
    }

    @Test
    void tls13SaysNoMoreThanTheProviderOtherwise() throws Exception {
        assertThat(alertsOfRefusedClients()).containsExactly("certificate_unknown", "certificate_unknown");
    }

    private static List<String> alertsOfRefusedClients(String... options) throws IOException, InterruptedException {
        var command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), RefusedClients.class.getName()));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output.lines().toList();
    }

    /** Prints the alerts that an expired client and one of another authority receive in TLS 1.3. */
    static final class RefusedClients {

        public static void main(String[] arguments) throws Exception {
            var authority = TestAuthority.create("Test Root");
            var implementation = new JsseImplementation();
            var trust = TrustStore.fromBuffer(authority.certificatePem());
            var server = implementation.serverContext(TlsServerConfiguration.builder()
                    .certificateChains(List.of(chain(authority.server("www.example.com"))))
                    .trustStore(trust)
                    .build());
            var expired = authority
                    .leaf()
                    .commonName("client")
                    .client()
                    .validFrom(Instant.now().minusSeconds(200))
                    .validUntil(Instant.now().minusSeconds(100))
                    .issue();
            var unknown = TestAuthority.create("Other")
                    .leaf()
                    .commonName("client")
                    .client()
                    .issue();
            for (var identity : List.of(expired, unknown)) {
                var client = implementation.clientContext(TlsClientConfiguration.builder()
                        .certificateChain(chain(identity))
                        .trustStore(trust)
                        .build());
                try {
                    Handshakes.complete(client.createEngine("www.example.com", 443), server.createEngine());
                } catch (SSLException refused) {
                    System.out.println(((TlsAlertException) refused.getSuppressed()[0])
                            .description()
                            .protocolName());
                }
            }
        }

        private static SigningChain chain(TestCertificate certificate) {
            return SigningChain.of(
                    TlsCertificate.fromBuffer(certificate.chainPem()),
                    TlsPrivateKey.fromBuffer(certificate.privateKeyPem()));
        }
    }
}
