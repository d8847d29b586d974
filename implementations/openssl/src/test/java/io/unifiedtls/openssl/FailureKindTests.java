package io.unifiedtls.openssl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

import javax.net.ssl.SSLException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.unifiedtls.CipherSuite;
import io.unifiedtls.ClientContext;
import io.unifiedtls.HandshakeEvent;
import io.unifiedtls.HandshakeFailure;
import io.unifiedtls.HandshakeListener;
import io.unifiedtls.NamedGroup;
import io.unifiedtls.ServerContext;
import io.unifiedtls.TlsVersion;
import io.unifiedtls.test.Handshakes;
import io.unifiedtls.test.TestAuthority;
import io.unifiedtls.test.junit.TestIdentities;
import io.unifiedtls.test.session.FailureKindRules;
import io.unifiedtls.test.session.TrustingPeers;

/** The errors of OpenSSL as kinds of failures, and in words. */
class FailureKindTests extends FailureKindRules {

    @Override
    protected TrustingPeers peers() {
        return Fixture.PEERS;
    }

    /** Returns the errors of both sides, that of the first one first. */
    private static List<HandshakeEvent> failures(ClientContext client, ServerContext server) {
        var failures = new ArrayList<HandshakeEvent>();
        var listener = new HandshakeListener() {
            @Override
            public void failed(HandshakeEvent event) {
                failures.add(event);
            }
        };
        assertThatExceptionOfType(SSLException.class)
                .isThrownBy(() -> Handshakes.complete(
                        client.observed("client", listener).createEngine("localhost", 443),
                        server.observed("server", listener).createEngine()));
        return failures;
    }

    private static void assertFirst(String message, ClientContext client, ServerContext server) {
        assertThat(failures(client, server).get(0).failureMessage()).contains(message);
    }

    @Test
    void saysWhatIsNotInCommon() throws Exception {
        assertFirst(
                "no common cipher suite (OpenSSL: no_shared_cipher)",
                Fixture.client(
                        settings -> settings.ciphers(List.of(CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384))),
                Fixture.server(
                        settings -> settings.ciphers(List.of(CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256))));
        assertFirst(
                "no common group for the key exchange (OpenSSL: no_shared_group)",
                Fixture.client(settings -> settings.groups(List.of(NamedGroup.SECP256R1))),
                Fixture.server(settings -> settings.groups(List.of(NamedGroup.SECP384R1))));
        assertFirst(
                "no common protocol version (OpenSSL: unsupported_protocol)",
                Fixture.client(TlsVersion.TLSv1_2),
                Fixture.server(settings -> settings.lowestSupportedVersion(TlsVersion.TLSv1_3)));
    }

    @ParameterizedTest
    @EnumSource(names = {"TLSv1_2", "TLSv1_3"})
    void saysThatACertificateIsRequired(TlsVersion version) throws Exception {
        assertFirst(
                "the client did not send a certificate, but one is required",
                Fixture.client(version),
                Fixture.server(settings -> settings.trustStore(TestIdentities.trust(Fixture.AUTHORITY))));
    }

    @ParameterizedTest
    @EnumSource(names = {"TLSv1_2", "TLSv1_3"})
    void saysWhichAlertThePeerHasSent(TlsVersion version) throws Exception {
        var stranger = Fixture.client(settings -> settings.highestSupportedVersion(version)
                .trustStore(TestIdentities.trust(TestAuthority.create("Another"))));

        var failures = failures(stranger, Fixture.server());

        assertThat(failures.get(1).failureMessage())
                .contains("the peer closed the connection with the alert unknown_ca;"
                        + " it does not trust the CA of our certificate");
    }

    @Test
    void saysWhatIsWrongWithAMessage() throws Exception {
        var failures = new ArrayList<HandshakeEvent>();
        var listener = new HandshakeListener() {
            @Override
            public void failed(HandshakeEvent event) {
                failures.add(event);
            }
        };
        var client = Fixture.client().observed("client", listener).createEngine("localhost", 443);
        client.wrap(ByteBuffer.allocate(0), ByteBuffer.allocate(1 << 15));

        assertThatExceptionOfType(SSLException.class)
                .isThrownBy(() -> client.unwrap(
                        ByteBuffer.wrap(new byte[] {22, 3, 3, 0, 4, 99, 0, 0, 0}), ByteBuffer.allocate(1 << 15)))
                .withMessage("a message of the peer was refused (OpenSSL, SSL routines: unexpected_message)");
        assertThat(failures.get(0).failure()).contains(HandshakeFailure.PROTOCOL_ERROR);
    }
}
