package io.unifiedtls.boringssl;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.unifiedtls.CipherSuite;
import io.unifiedtls.ClientAuthentication;
import io.unifiedtls.NamedGroup;
import io.unifiedtls.NextProtocol;
import io.unifiedtls.ServerContext;
import io.unifiedtls.SessionTicketKey;
import io.unifiedtls.TlsServerConfiguration;
import io.unifiedtls.TlsVersion;
import io.unifiedtls.test.junit.TestIdentities;
import io.unifiedtls.test.session.OpenSslClient;

/** Servers with the same session ticket keys: a session is resumed only if all else is the same, too. */
@Timeout(60)
class SessionScopeTests {

    private static final List<SessionTicketKey> KEYS = List.of(SessionTicketKey.generate());

    @TempDir
    private Path directory;

    private static ServerContext server(UnaryOperator<TlsServerConfiguration.Builder> settings) throws Exception {
        return Fixture.server(builder -> settings.apply(builder.sessionTicketKeys(KEYS)));
    }

    /** Returns whether a session of the first server is resumed by the second one. */
    private boolean resumes(ServerContext first, ServerContext second, String... options) throws Exception {
        var client = new OpenSslClient(this.directory.resolve("session"));
        assertThat(client.keep(first, options)).contains("New, TLS");
        var output = client.offer(second, options);
        assertThat(output).containsPattern("(New|Reused), TLS");
        return output.contains("Reused, TLS");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-tls1_2", "-tls1_3"})
    void includesServersWithTheSameSettings(String version) throws Exception {
        assertThat(resumes(server(settings -> settings), server(settings -> settings), version))
                .isTrue();
        assertThat(resumes(server(http("h2")), server(http("h2")), version, "-alpn", "h2"))
                .isTrue();
    }

    @Test
    void excludesAServerWithoutTheCipherSuite() throws Exception {
        assertThat(resumes(
                        server(settings -> settings),
                        server(settings ->
                                settings.ciphers(List.of(CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384))),
                        "-tls1_2",
                        "-cipher",
                        "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384"))
                .isFalse();
    }

    /** BoringSSL would resume it, since it has the suite of the session and prefers it. */
    @Test
    void excludesAServerWithOtherCipherSuites() throws Exception {
        assertThat(resumes(
                        server(settings -> settings),
                        server(settings ->
                                settings.ciphers(List.of(CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256))),
                        "-tls1_2",
                        "-cipher",
                        "ECDHE-ECDSA-AES128-GCM-SHA256"))
                .isFalse();
    }

    @Test
    void excludesAServerWithoutTheVersion() throws Exception {
        var client = new OpenSslClient(this.directory.resolve("session"));
        client.keep(server(settings -> settings), "-tls1_2");

        assertThat(client.offer(server(settings -> settings.lowestSupportedVersion(TlsVersion.TLSv1_3))))
                .contains("New, TLSv1.3");
    }

    /** It still has the version of the session, which the other server would not have negotiated. */
    @ParameterizedTest
    @ValueSource(strings = {"-tls1_2", "-tls1_3"})
    void excludesAServerWithOtherVersions(String version) throws Exception {
        var only = version.equals("-tls1_2") ? TlsVersion.TLSv1_2 : TlsVersion.TLSv1_3;

        assertThat(resumes(
                        server(settings -> settings),
                        server(settings -> settings.lowestSupportedVersion(only).highestSupportedVersion(only)),
                        version))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-tls1_2", "-tls1_3"})
    void excludesAServerWithOtherGroups(String version) throws Exception {
        assertThat(resumes(
                        server(settings -> settings.groups(List.of(NamedGroup.X25519))),
                        server(settings -> settings.groups(List.of(NamedGroup.SECP256R1))),
                        version))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-tls1_2", "-tls1_3"})
    void excludesAServerWithOtherProtocols(String version) throws Exception {
        assertThat(resumes(server(http("h2")), server(http("http/1.1")), version, "-alpn", "h2,http/1.1"))
                .isFalse();
    }

    private static UnaryOperator<TlsServerConfiguration.Builder> http(String protocol) {
        return settings -> settings.innerProtocols(List.of(NextProtocol.of(protocol)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-tls1_2", "-tls1_3"})
    void excludesAServerThatRequestsClientCertificates(String version) throws Exception {
        assertThat(resumes(
                        server(settings -> settings),
                        server(settings -> settings.trustStore(TestIdentities.trust(Fixture.AUTHORITY))
                                .clientAuthentication(ClientAuthentication.OPTIONAL)),
                        version))
                .isFalse();
    }
}
