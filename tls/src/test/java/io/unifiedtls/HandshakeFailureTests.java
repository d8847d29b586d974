package io.unifiedtls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.util.Arrays;
import java.util.stream.Stream;

import javax.net.ssl.SSLHandshakeException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.unifiedtls.TlsAlertException.Sender;

class HandshakeFailureTests {

    @Test
    void hasTheTagsOfTheMeter() {
        assertThat(Arrays.stream(HandshakeFailure.values()).map(HandshakeFailure::tag))
                .containsExactly(
                        "certificate_expired",
                        "certificate_not_yet_valid",
                        "certificate_unknown_ca",
                        "certificate_revoked",
                        "certificate_hostname",
                        "certificate_required",
                        "certificate_other",
                        "no_shared_cipher",
                        "protocol_version",
                        "unrecognized_name",
                        "no_application_protocol",
                        "peer_alert",
                        "malformed",
                        "protocol_error",
                        "not_tls",
                        "timeout",
                        "closed",
                        "other");
        assertThat(Side.CLIENT.tag()).isEqualTo("client");
    }

    static Stream<Arguments> errors() {
        return Stream.of(
                arguments(new TlsException(HandshakeFailure.MALFORMED, "", null), HandshakeFailure.MALFORMED),
                arguments(new TlsException("", null), HandshakeFailure.OTHER),
                arguments(new ConfigurationException(""), HandshakeFailure.OTHER),
                arguments(new RaggedEofException(""), HandshakeFailure.CLOSED),
                arguments(WantReadException.instance(), HandshakeFailure.OTHER),
                arguments(
                        new IOException(new CertificateVerificationException(
                                HandshakeFailure.CERTIFICATE_REVOKED, "", null, null)),
                        HandshakeFailure.CERTIFICATE_REVOKED),
                arguments(alert(AlertDescription.UNKNOWN_CA, Sender.PEER), HandshakeFailure.PEER_ALERT),
                arguments(alert(AlertDescription.UNKNOWN_CA, Sender.LOCAL), HandshakeFailure.CERTIFICATE_UNKNOWN_CA),
                arguments(alert(AlertDescription.NO_RENEGOTIATION, Sender.LOCAL), HandshakeFailure.PROTOCOL_ERROR),
                arguments(alert(AlertDescription.INTERNAL_ERROR, Sender.LOCAL), HandshakeFailure.OTHER),
                arguments(new SocketTimeoutException(), HandshakeFailure.TIMEOUT),
                arguments(new ClosedChannelException(), HandshakeFailure.CLOSED),
                arguments(new SocketException("Connection reset"), HandshakeFailure.CLOSED),
                arguments(
                        new SSLHandshakeException("Received fatal alert: handshake_failure"),
                        HandshakeFailure.PEER_ALERT),
                arguments(new SSLHandshakeException("no cipher suites in common"), HandshakeFailure.NO_SHARED_CIPHER),
                arguments(new IllegalStateException(), HandshakeFailure.OTHER));
    }

    private static TlsAlertException alert(AlertDescription description, Sender sender) {
        return new TlsAlertException(description, sender, "", null);
    }

    @ParameterizedTest
    @MethodSource("errors")
    void isTheReasonForAnException(Exception error, HandshakeFailure failure) {
        assertThat(HandshakeFailure.of(error)).isEqualTo(failure);
        assertThat(HandshakeFailure.of(new IllegalStateException(error))).isEqualTo(failure);
    }
}
