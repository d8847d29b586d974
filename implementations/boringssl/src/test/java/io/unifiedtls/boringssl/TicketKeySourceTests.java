package io.unifiedtls.boringssl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.unifiedtls.ConfigurationException;
import io.unifiedtls.ServerContext;
import io.unifiedtls.SessionTicketKey;
import io.unifiedtls.SessionTicketKeySource;
import io.unifiedtls.TlsImplementation;
import io.unifiedtls.TlsServerConfiguration;
import io.unifiedtls.TlsVersion;
import io.unifiedtls.test.session.OpenSslClient;

/** Session ticket keys that change while servers run, with {@code openssl} as the client that keeps a ticket. */
@Timeout(60)
class TicketKeySourceTests {

    private static final SessionTicketKey OLD = SessionTicketKey.generate();

    private static final SessionTicketKey NEW = SessionTicketKey.generate();

    @TempDir
    private Path directory;

    private final AtomicReference<List<SessionTicketKey>> keys = new AtomicReference<>(List.of(OLD));

    private final List<String> scopes = new ArrayList<>();

    private final SessionTicketKeySource source = scope -> {
        this.scopes.add(HexFormat.of().formatHex(scope));
        return this.keys::get;
    };

    private ServerContext server() throws Exception {
        return Fixture.server(settings -> settings.sessionTicketKeySource(this.source));
    }

    private OpenSslClient client() {
        return new OpenSslClient(this.directory.resolve("session"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-tls1_2", "-tls1_3"})
    void areThoseOfEachMoment(String version) throws Exception {
        var server = server();
        client().keep(server, version);
        assertThat(client().offer(server(), version)).contains("Reused, TLS");

        this.keys.set(List.of(NEW, OLD));
        assertThat(client().offer(server, version)).contains("Reused, TLS");

        this.keys.set(List.of(NEW));
        assertThat(client().offer(server, version)).contains("New, TLS");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-tls1_2", "-tls1_3"})
    void stayIfTheNextOnesCannotBeUsed(String version) throws Exception {
        var server = server();
        client().keep(server, version);

        this.keys.set(List.of(SessionTicketKey.fromFile(this.directory.resolve("missing"))));
        assertThat(client().offer(server, version)).contains("Reused, TLS");

        this.keys.set(List.of());
        assertThat(client().offer(server, version)).contains("Reused, TLS");
    }

    @Test
    void belongToServersWithTheSameSettings() throws Exception {
        server();
        server();
        Fixture.server(
                settings -> settings.sessionTicketKeySource(this.source).highestSupportedVersion(TlsVersion.TLSv1_2));

        assertThat(this.scopes).hasSize(3);
        assertThat(this.scopes.get(0)).isEqualTo(this.scopes.get(1)).isNotEqualTo(this.scopes.get(2));
    }

    @Test
    void areAtLeastOne() {
        this.keys.set(List.of());

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(this::server)
                .withMessage("the source of session ticket keys has none; it needs at least one");
    }

    @Test
    void areNotConfiguredTwice() {
        var both =
                TlsServerConfiguration.builder().sessionTicketKeys(List.of(OLD)).sessionTicketKeySource(this.source);

        assertThatIllegalArgumentException().isThrownBy(both::build).withMessageContaining("remove one");
    }

    @Test
    void areRefusedByAnImplementationWithoutThem() throws Exception {
        var configuration = server().configuration();

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> TlsImplementation.named("jsse").serverContext(configuration))
                .withMessage(
                        "TLS implementation jsse does not support session ticket keys; remove them, or use another implementation")
                .satisfies(error -> assertThat(error.setting()).contains(this.source));
    }
}
