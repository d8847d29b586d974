package io.unifiedtls.samples.sockets;

import java.io.IOException;
import java.net.SocketTimeoutException;

import io.unifiedtls.CertificateVerificationException;
import io.unifiedtls.RaggedEofException;
import io.unifiedtls.TlsAlertException;
import io.unifiedtls.TlsException;

/** What a failure of a connection means. */
final class Errors {

    private Errors() {}

    // tag::errors[]
    static String explain(IOException failure) {
        if (failure instanceof CertificateVerificationException refused) {
            return "the peer's certificate was refused: " + refused.failure();
        }
        if (failure instanceof TlsAlertException alert) {
            var who = (alert.sender() == TlsAlertException.Sender.PEER) ? "the peer" : "this side";
            return "%s ended the connection: %s".formatted(who, alert.description());
        }
        if (failure instanceof RaggedEofException) {
            return "the connection was cut";
        }
        if (failure instanceof TlsException) {
            return "TLS failed: " + failure.getMessage();
        }
        return (failure instanceof SocketTimeoutException)
                ? "the peer does not answer"
                : "the network failed: " + failure.getMessage();
    }
    // end::errors[]
}
