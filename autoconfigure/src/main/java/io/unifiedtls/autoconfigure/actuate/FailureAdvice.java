package io.unifiedtls.autoconfigure.actuate;

import io.unifiedtls.HandshakeFailure;
import io.unifiedtls.Side;

/** What to do about a failed handshake, in a sentence. */
final class FailureAdvice {

    /** The page of the guide with a section for each reason. */
    private static final String GUIDE =
            "https://github.com/unifiedtls/unified-tls/blob/main/docs/handshake-failures.md";

    private FailureAdvice() {}

    /** Returns the section of the guide about a reason. */
    static String guide(HandshakeFailure failure) {
        return GUIDE + "#" + failure.tag();
    }

    static String of(HandshakeFailure failure, Side side) {
        return (side == Side.SERVER) ? ofServer(failure) : ofClient(failure);
    }

    private static String ofServer(HandshakeFailure failure) {
        return switch (failure) {
            case CERTIFICATE_EXPIRED -> "Renew the client's certificate; check the clock of this machine.";
            case CERTIFICATE_NOT_YET_VALID -> "Check the clocks on both sides, and the certificate's start date.";
            case CERTIFICATE_UNKNOWN_CA ->
                "Add the client's CA certificate to trust-store, or have the client send its intermediate certificates.";
            case CERTIFICATE_REVOKED -> "Nothing if this is intended; otherwise issue a new certificate to the client.";
            case CERTIFICATE_HOSTNAME -> "Connect using a name in the certificate.";
            case CERTIFICATE_REQUIRED ->
                "Configure a certificate on the client, or set client-authentication: optional.";
            case CERTIFICATE_OTHER -> "See the message; the client needs a certificate without this fault.";
            case NO_SHARED_CIPHER ->
                "Compare what the client offers with ciphers and groups; for old clients, add a chain with an RSA key.";
            case PROTOCOL_VERSION -> "Update the client; versions older than TLS 1.2 are not supported.";
            case UNRECOGNIZED_NAME -> "Add the name to server-names of a chain, or ignore it if it is from a scanner.";
            case NO_APPLICATION_PROTOCOL -> "Check inner-protocols and server.http2.enabled.";
            case PEER_ALERT ->
                "The client refused the server: if the alert is about the certificate, check that the file contains the"
                        + " intermediate certificates, and that the client trusts the CA.";
            case MALFORMED ->
                "Ignore it if it is from a scanner; otherwise look for a middlebox that modifies records.";
            case PROTOCOL_ERROR ->
                "Ignore it if it is from a scanner; otherwise update the client, or look for a middlebox.";
            case NOT_TLS -> "Use https:// on the client, or TLS for the health check.";
            case TIMEOUT -> "Check the network and the load; otherwise raise handshake-timeout.";
            case CLOSED -> "Ignore it if it is a TCP health check or a port scan; otherwise see the client's log.";
            case OTHER -> "See the message and the log; please report it.";
        };
    }

    private static String ofClient(HandshakeFailure failure) {
        return switch (failure) {
            case CERTIFICATE_EXPIRED -> "Have the server's certificate renewed; check the clock of this machine.";
            case CERTIFICATE_NOT_YET_VALID -> "Check the clocks on both sides, and the certificate's start date.";
            case CERTIFICATE_UNKNOWN_CA ->
                "Add the server's CA certificate to trust-store, or have the server send its intermediate certificates.";
            case CERTIFICATE_REVOKED -> "Do not connect; have the server's certificate replaced.";
            case CERTIFICATE_HOSTNAME -> "Connect using a name in the server's certificate; never disable the check.";
            case CERTIFICATE_REQUIRED -> "Set certificate-chain: the server requires a client certificate.";
            case CERTIFICATE_OTHER -> "See the message; the server needs a certificate without this fault.";
            case NO_SHARED_CIPHER -> "Compare ciphers and groups with what the server supports.";
            case PROTOCOL_VERSION -> "Update the server; versions older than TLS 1.2 are not supported.";
            case UNRECOGNIZED_NAME -> "The server does not know this name: check the host in the URL.";
            case NO_APPLICATION_PROTOCOL -> "Check inner-protocols: the server supports none of them.";
            case PEER_ALERT ->
                "The server refused the client: if the alert is about the certificate, check certificate-chain and whether"
                        + " the server trusts its CA.";
            case MALFORMED -> "Look for a proxy or a middlebox between the two.";
            case PROTOCOL_ERROR -> "Update the server, or look for a middlebox between the two.";
            case NOT_TLS -> "Check the port: the server does not speak TLS there.";
            case TIMEOUT -> "Check the network and the load of the server.";
            case CLOSED -> "See the server's log: it closed the connection without an alert.";
            case OTHER -> "See the message and the log; please report it.";
        };
    }
}
