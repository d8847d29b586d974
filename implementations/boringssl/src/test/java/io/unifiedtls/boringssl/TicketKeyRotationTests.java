package io.unifiedtls.boringssl;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.unifiedtls.ClientAuthentication;
import io.unifiedtls.ServerContext;
import io.unifiedtls.TlsServerConfiguration;
import io.unifiedtls.TrustStore;
import io.unifiedtls.test.TestAuthority;
import io.unifiedtls.test.junit.TestIdentities;
import io.unifiedtls.test.session.MovableClock;
import io.unifiedtls.test.session.OpenSslClient;

/** Keys that a server generates, with {@code openssl} as the client that keeps a ticket. */
@Timeout(60)
class TicketKeyRotationTests {

    @TempDir
    private Path directory;

    private final MovableClock clock = new MovableClock();

    private ServerContext server() throws Exception {
        var ca = Files.write(this.directory.resolve("ca.pem"), Fixture.AUTHORITY.certificatePem());
        return new BoringSslImplementation(this.clock)
                .serverContext(TlsServerConfiguration.builder()
                        .certificateChains(List.of(TestIdentities.chain(Fixture.LOCALHOST)))
                        .trustStore(TrustStore.fromFile(ca))
                        .clientAuthentication(ClientAuthentication.OPTIONAL)
                        .build());
    }

    private OpenSslClient client() {
        return new OpenSslClient(this.directory.resolve("session"));
    }

    @ParameterizedTest
    @CsvSource({
        "-tls1_2, 0, Reused", "-tls1_2, 13, Reused", "-tls1_2, 35, Reused", "-tls1_2, 37, New",
        "-tls1_3, 0, Reused", "-tls1_3, 13, Reused", "-tls1_3, 35, Reused", "-tls1_3, 37, New"
    })
    void acceptATicketForThirtySixHours(String version, int hours, String expected) throws Exception {
        var server = server();
        assertThat(client().keep(server, version)).contains("New, TLS");

        this.clock.forward(Duration.ofHours(hours));

        assertThat(client().offer(server, version)).contains(expected + ", TLS");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-tls1_2", "-tls1_3"})
    void areNewAfterAChangeOfTrustAndBack(String version) throws Exception {
        var server = server().reloadable();
        client().keep(server, version);
        for (var trusted : List.of(TestAuthority.create("Another CA"), Fixture.AUTHORITY)) {
            Files.write(this.directory.resolve("ca.pem"), trusted.certificatePem());
            assertThat(server.reload()).isTrue();
        }

        assertThat(client().offer(server, version)).contains("New, TLS");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-tls1_2", "-tls1_3"})
    void areNotSharedByServers(String version) throws Exception {
        client().keep(server(), version);

        assertThat(client().offer(server(), version)).contains("New, TLS");
    }
}
