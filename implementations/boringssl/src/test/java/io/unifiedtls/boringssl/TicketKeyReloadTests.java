package io.unifiedtls.boringssl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.unifiedtls.ClientAuthentication;
import io.unifiedtls.ConfigurationException;
import io.unifiedtls.HandshakeListener;
import io.unifiedtls.ReloadableServerContext;
import io.unifiedtls.SessionTicketKey;
import io.unifiedtls.TlsServerConfiguration;
import io.unifiedtls.TrustStore;
import io.unifiedtls.test.TestAuthority;
import io.unifiedtls.test.session.OpenSslClient;

/** Session ticket keys in files, with {@code openssl} as the client that keeps a ticket. */
@Timeout(60)
class TicketKeyReloadTests {

    private static final byte[] FIRST = key(1);

    private static final byte[] SECOND = key(2);

    private static final byte[] THIRD = key(3);

    @TempDir
    private Path directory;

    private static byte[] key(int content) {
        var key = new byte[48];
        key[0] = (byte) content;
        return key;
    }

    @BeforeEach
    void writeFiles() throws IOException {
        write(SECOND, FIRST);
        Files.write(this.directory.resolve("ca.pem"), Fixture.AUTHORITY.certificatePem());
    }

    private void write(byte[] current, byte[] previous) throws IOException {
        Files.write(this.directory.resolve("new.key"), current);
        Files.write(this.directory.resolve("old.key"), previous);
    }

    private ReloadableServerContext server() throws Exception {
        return Fixture.server(this::configured).reloadable();
    }

    private TlsServerConfiguration.Builder configured(TlsServerConfiguration.Builder settings) {
        return settings.sessionTicketKeys(List.of(
                        SessionTicketKey.fromFile(this.directory.resolve("new.key")),
                        SessionTicketKey.fromFile(this.directory.resolve("old.key"))))
                .trustStore(TrustStore.fromFile(this.directory.resolve("ca.pem")))
                .clientAuthentication(ClientAuthentication.OPTIONAL);
    }

    private OpenSslClient client() {
        return new OpenSslClient(this.directory.resolve("session"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-tls1_2", "-tls1_3"})
    void areTheSameOnTwoServers(String version) throws Exception {
        assertThat(client().keep(server(), version)).contains("New, TLS");

        assertThat(client().offer(server(), version)).contains("Reused, TLS");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-tls1_2", "-tls1_3"})
    void acceptTicketsAsLongAsTheyAreListed(String version) throws Exception {
        var server = server();
        client().keep(server, version);
        write(THIRD, SECOND);

        assertThat(server.reload()).isTrue();

        assertThat(server.generation()).isEqualTo(2);
        assertThat(client().offer(server, version)).contains("Reused, TLS");
        write(FIRST, THIRD);
        assertThat(server.reload()).isTrue();
        assertThat(client().offer(server, version)).contains("New, TLS");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-tls1_2", "-tls1_3"})
    void encryptWithTheFirstOnlyAfterAReloadToo(String version) throws Exception {
        var server = server();
        client().keep(server, version);
        write(THIRD, SECOND);
        server.reload();
        client().keep(server, version);
        write(FIRST, THIRD);

        server.reload();

        assertThat(client().offer(server, version)).contains("Reused, TLS");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-tls1_2", "-tls1_3"})
    void areNewInWhatWasMadeBefore(String version) throws Exception {
        var server = server();
        var observed = server.observed("again", new HandshakeListener() {});
        client().keep(observed, version);
        write(THIRD, FIRST);

        server.reload();

        assertThat(client().offer(observed, version)).contains("New, TLS");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-tls1_2", "-tls1_3"})
    void acceptNoTicketFromBeforeAChangeOfTrust(String version) throws Exception {
        var server = server();
        client().keep(server, version);
        Files.write(
                this.directory.resolve("ca.pem"),
                TestAuthority.create("Another CA").certificatePem());

        assertThat(server.reload()).isTrue();

        assertThat(client().offer(server, version)).contains("New, TLS");
    }

    @ParameterizedTest
    @CsvSource({
        "80, 'the session ticket key in FILE has 80 bytes, which is for AES-256; use a key of 48 bytes, created with: openssl rand 48'",
        "49, 'the session ticket key in FILE has 49 bytes instead of 48; create it with: openssl rand 48'",
        "0, 'the session ticket key in FILE has 0 bytes instead of 48; create it with: openssl rand 48'"
    })
    void stayAsTheyAreIfAFileIsNotAKey(int length, String message) throws Exception {
        var server = server();
        client().keep(server, "-tls1_3");
        var file = this.directory.resolve("new.key");
        Files.write(file, new byte[length]);

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(server::reload)
                .withMessage(message.replace("FILE", file.toString()))
                .satisfies(refusal -> assertThat(refusal.setting()).contains(SessionTicketKey.fromFile(file)));

        assertThat(server.generation()).isEqualTo(1);
        assertThat(client().offer(server, "-tls1_3")).contains("Reused, TLS");
    }

    @Test
    void mustBeThere() throws Exception {
        Files.delete(this.directory.resolve("old.key"));

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(this::server)
                .withMessage("no such file: " + this.directory.resolve("old.key"));
    }

    @Test
    void haveDifferentNames() throws Exception {
        var copy = SECOND.clone();
        copy[47] = 9;
        write(SECOND, copy);

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(this::server)
                .withMessage(
                        "the session ticket keys in %1$s/new.key and %1$s/old.key have the same name, their first 16 bytes; remove one, or create another one with: openssl rand 48",
                        this.directory)
                .satisfies(refusal -> assertThat(refusal.setting())
                        .contains(SessionTicketKey.fromFile(this.directory.resolve("old.key"))));
    }

    @Test
    void areReadAgainIfTheyWereGivenLater() throws Exception {
        var server = Fixture.server()
                .withSessionTicketKeys(List.of(SessionTicketKey.fromFile(this.directory.resolve("new.key"))))
                .reloadable();
        client().keep(server, "-tls1_3");
        assertThat(client().offer(server, "-tls1_3")).contains("Reused, TLS");
        write(THIRD, FIRST);

        assertThat(server.reload()).isTrue();

        assertThat(client().offer(server, "-tls1_3")).contains("New, TLS");
    }
}
