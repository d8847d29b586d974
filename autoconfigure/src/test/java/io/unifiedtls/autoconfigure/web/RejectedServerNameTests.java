package io.unifiedtls.autoconfigure.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.unifiedtls.HandshakeFailure;
import io.unifiedtls.ServerNameMatch;
import io.unifiedtls.fixtures.RecordedHandshakes.Kind;

@ParameterizedClass
@ServerKinds
class RejectedServerNameTests {

    // RFC 6066, section 3
    private static final int UNRECOGNIZED_NAME = 112;

    @Parameter
    ServerKind kind;

    private static TlsServer server;

    @BeforeParameterizedClassInvocation
    static void start(ServerKind kind) {
        server = TlsServer.start(
                kind,
                Site.properties("unknown-server-name", "reject", "absent-server-name", "reject"),
                "server.http2.enabled=true");
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-tls1_2", "-tls1_3"})
    void rejectsAnUnknownNameWithAnAlert(String version) {
        var client = SClient.connect(server, "-servername", "unknown.example.com", version);

        assertThat(client.alert()).contains(UNRECOGNIZED_NAME);
        assertThat(client.leaf()).isEmpty();
        var event = server.outcome(Kind.FAILED);
        assertThat(event.failure()).contains(HandshakeFailure.UNRECOGNIZED_NAME);
        assertThat(event.requestedServerName()).contains("unknown.example.com");
        assertThat(event.serverNameMatch()).contains(ServerNameMatch.REJECTED);
        assertThat(event.matchedServerName()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-tls1_2", "-tls1_3"})
    void rejectsAnAbsentNameWithAnAlert(String version) {
        var client = SClient.connect(server, "-noservername", version);

        assertThat(client.alert()).contains(UNRECOGNIZED_NAME);
        assertThat(client.leaf()).isEmpty();
        var event = server.outcome(Kind.FAILED);
        assertThat(event.failure()).contains(HandshakeFailure.UNRECOGNIZED_NAME);
        assertThat(event.requestedServerName()).isEmpty();
        assertThat(event.serverNameMatch()).contains(ServerNameMatch.REJECTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-tls1_2", "-tls1_3"})
    void servesAKnownName(String version) {
        var client = SClient.connect(server, "-servername", "www.example.com", version);

        assertThat(client.leaf()).contains(Site.WWW.certificate());
        server.outcome(Kind.SUCCEEDED);
    }
}
