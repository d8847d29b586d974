package io.unifiedtls.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLProtocolException;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.unifiedtls.AlertDescription;
import io.unifiedtls.HandshakeFailure;
import io.unifiedtls.TlsAlertException;

/** Messages of the JDK, BoringSSL and BouncyCastle, as their versions in use write them. */
class HandshakeFailuresTests {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Received fatal alert: handshake_failure                             | PEER_ALERT           | ",
                "Unrecognized server name indication                                 | UNRECOGNIZED_NAME    | UNEXPECTED_MESSAGE",
                "Empty client certificate chain                                      | CERTIFICATE_REQUIRED | UNEXPECTED_MESSAGE",
                "The certificate chain length (12) exceeds the maximum allowed       | CERTIFICATE_OTHER    | UNEXPECTED_MESSAGE",
                "Unsupported or unrecognized SSL message                             | NOT_TLS              | UNEXPECTED_MESSAGE",
                "no cipher suites in common                                          | NO_SHARED_CIPHER     | HANDSHAKE_FAILURE",
                "Client requested protocol TLSv1 is not enabled or supported in server context | PROTOCOL_VERSION | PROTOCOL_VERSION",
                "No application protocol in common                                   | NO_APPLICATION_PROTOCOL | NO_APPLICATION_PROTOCOL",
                "Received close_notify during handshake                              | CLOSED               | ",
                "Insufficient buffer remaining for AEAD cipher fragment              | PROTOCOL_ERROR       | UNEXPECTED_MESSAGE",
                "Unexpected handshake message: client_hello                          | PROTOCOL_ERROR       | UNEXPECTED_MESSAGE",
                "Invalid server_name extension: insufficient data                    | MALFORMED            | DECODE_ERROR",
                "error:1000007e:SSL routines:OPENSSL_internal:SOME_FAULT             | PROTOCOL_ERROR       | UNEXPECTED_MESSAGE",
                "error:10000044:SSL routines:OPENSSL_internal:INTERNAL_ERROR         | OTHER                | UNEXPECTED_MESSAGE",
                "org.bouncycastle.tls.TlsFatalAlert: illegal_parameter(47)           | PROTOCOL_ERROR       | ILLEGAL_PARAMETER",
                "org.bouncycastle.tls.TlsFatalAlert: handshake_failure(40)           | OTHER                | HANDSHAKE_FAILURE",
                "org.bouncycastle.tls.TlsFatalAlert: internal_error(80)              | OTHER                | UNEXPECTED_MESSAGE",
                "the disk is full                                                    | OTHER                | UNEXPECTED_MESSAGE",
                "                                                                    | OTHER                | UNEXPECTED_MESSAGE",
            })
    void areToldByTheMessage(
            @Nullable String message, HandshakeFailure failure, @Nullable AlertDescription alertForFirstMessage) {
        var error = new SSLException(message);

        assertThat(HandshakeFailures.of(error)).isEqualTo(failure);
        assertThat(HandshakeFailures.of(new SSLException("TLS failed", error))).isEqualTo(failure);
        assertThat(HandshakeFailures.alertForFirstMessage(error).orElse(null)).isEqualTo(alertForFirstMessage);
    }

    @Test
    void areToldByTheKindOfTheErrorIfTheMessageDoesNotSay() {
        assertThat(HandshakeFailures.of(new SSLProtocolException("no"))).isEqualTo(HandshakeFailure.PROTOCOL_ERROR);
        assertThat(HandshakeFailures.of(new SSLException("no", new IndexOutOfBoundsException())))
                .isEqualTo(HandshakeFailure.MALFORMED);
        assertThat(HandshakeFailures.of(received(AlertDescription.UNKNOWN_CA))).isEqualTo(HandshakeFailure.PEER_ALERT);
    }

    /** A peer that has nothing to show, or that refuses what it is shown. */
    @Test
    void mayBeOfAKeyThatTheLibraryCannotVerify() {
        assertThat(mayBeOfUnverifiedKey(new SSLHandshakeException("Empty client certificate chain")))
                .isTrue();
        assertThat(mayBeOfUnverifiedKey(received(AlertDescription.HANDSHAKE_FAILURE)))
                .isTrue();
        assertThat(mayBeOfUnverifiedKey(new SSLException("Received fatal alert: illegal_parameter")))
                .isTrue();
        assertThat(mayBeOfUnverifiedKey(new SSLException("UNSUPPORTED_ALGORITHM")))
                .isTrue();
        assertThat(mayBeOfUnverifiedKey(new SSLException("UNKNOWN_CERTIFICATE_TYPE")))
                .isTrue();
        assertThat(mayBeOfUnverifiedKey(received(AlertDescription.UNKNOWN_CA))).isFalse();
        assertThat(mayBeOfUnverifiedKey(new SSLException("no cipher suites in common")))
                .isFalse();
        assertThat(mayBeOfUnverifiedKey(new SSLException("the disk is full"))).isFalse();
    }

    @Test
    void areUnexplainedIfBouncyCastleOnlyRefuses() {
        assertThat(HandshakeFailures.isUnexplainedRefusal(new SSLException("TlsFatalAlert: handshake_failure(40)")))
                .isTrue();
        assertThat(HandshakeFailures.isUnexplainedRefusal(new SSLException("TlsFatalAlert: internal_error(80)")))
                .isFalse();
        assertThat(HandshakeFailures.isUnexplainedRefusal(new SSLException("handshake_failure")))
                .isFalse();
    }

    @Test
    void nameThePropertyThatLimitsAChain() {
        var jdk = new SSLException("The certificate chain length (12) exceeds the maximum allowed");
        var bouncyCastle = new SSLException("server certificate chain longer than maximum: 12");

        assertThat(HandshakeFailures.isChainTooLong(jdk)).isTrue();
        assertThat(HandshakeFailures.isChainTooLong(bouncyCastle)).isTrue();
        assertThat(HandshakeFailures.isChainTooLong(new SSLException("no"))).isFalse();
        assertThat(EngineErrors.reason(HandshakeFailure.CERTIFICATE_OTHER, jdk))
                .startsWith("The certificate chain length (12)")
                .contains("; to allow more, set the system property jdk.tls.server.maxInboundCertificateChainLength");
    }

    private static boolean mayBeOfUnverifiedKey(Throwable error) {
        return HandshakeFailures.mayBeOfUnverifiedKey(error);
    }

    private static TlsAlertException received(AlertDescription alert) {
        return EngineErrors.received(alert, new SSLException("closed"));
    }
}
