package io.unifiedtls.autoconfigure.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.unifiedtls.ConfigurationException;
import io.unifiedtls.HandshakeFailure;
import io.unifiedtls.TlsImplementation;
import io.unifiedtls.fixtures.RecordedHandshakes.Kind;

/** The groups of {@code tls.servers.web.groups} are those of real handshakes. */
class GroupPropertyTests {

    @ParameterizedTest
    @EnumSource(
            value = ServerKind.class,
            names = {"TOMCAT", "TOMCAT_BORINGSSL", "NETTY_BORINGSSL", "JETTY_BORINGSSL"})
    void agreesOnlyOnTheGroupsOfTheConfiguration(ServerKind kind) throws ConfigurationException {
        if (TlsImplementation.named(kind.implementation())
                .capabilities()
                .groups()
                .isEmpty()) {
            // JDK 17 cannot choose groups for one connection.
            assertThatThrownBy(() -> TlsServer.start(kind, Site.properties("groups", "SECP384R1, x25519")))
                    .rootCause()
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessage(
                            "TLS implementation jsse does not support setting the groups [secp384r1, x25519]; it supports none");
            return;
        }
        try (var server = TlsServer.start(kind, Site.properties("groups", "SECP384R1, x25519"))) {
            assertThat(SClient.connect(server, "-tls1_3", "-groups", "P-256:P-384")
                            .output())
                    .contains("Server Temp Key: ECDH, secp384r1");
            server.outcome(Kind.SUCCEEDED);

            SClient.connect(server, "-tls1_3", "-groups", "P-256");
            assertThat(server.outcome(Kind.FAILED).failure()).contains(HandshakeFailure.NO_SHARED_CIPHER);
        }
    }

    @Test
    void autoGoesOnToAnImplementationThatSupportsThem() {
        try (var server = TlsServer.start(
                ServerKind.TOMCAT, Site.properties("groups", "X25519MLKEM768", "implementation", "auto"))) {
            SClient.connect(server, "-tls1_3", "-groups", "P-256");

            assertThat(server.outcome(Kind.FAILED).implementation()).isEqualTo("boringssl");
        }
    }
}
