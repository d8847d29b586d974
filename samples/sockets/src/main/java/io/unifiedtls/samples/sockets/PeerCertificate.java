package io.unifiedtls.samples.sockets;

import io.unifiedtls.CertificateDetails;
import io.unifiedtls.TlsConnection;

/** Who is at the other end. */
final class PeerCertificate {

    private PeerCertificate() {}

    // tag::peer-certificate[]
    static String describe(TlsConnection connection) {
        return connection
                .peerCertificate()
                .map(CertificateDetails::of)
                .map(peer -> "%s, until %s".formatted(peer.subject(), peer.validUntil()))
                .orElse("anonymous");
    }
    // end::peer-certificate[]
}
