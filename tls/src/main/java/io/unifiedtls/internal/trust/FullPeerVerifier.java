package io.unifiedtls.internal.trust;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

import io.unifiedtls.CertificateVerificationException;
import io.unifiedtls.HandshakeFailure;
import io.unifiedtls.Side;

/**
 * The verifier of every context: it performs all checks.
 *
 * @param verifier verifies certificates
 */
record FullPeerVerifier(CertificateVerifier verifier) implements PeerVerifier {

    @Override
    public List<X509Certificate> checkCertificate(List<X509Certificate> chain, Side peer)
            throws CertificateVerificationException {
        return this.verifier.verify(chain, peer);
    }

    @Override
    public void checkHostName(X509Certificate leaf, Optional<String> host) throws CertificateVerificationException {
        if (host.isEmpty()) {
            throw new CertificateVerificationException(
                    HandshakeFailure.CERTIFICATE_HOSTNAME,
                    "no host name to verify the certificate for; create the engine or socket with the server's name",
                    leaf,
                    null);
        }
        if (!HostNames.matches(leaf, host.get())) {
            throw new CertificateVerificationException(
                    HandshakeFailure.CERTIFICATE_HOSTNAME,
                    "the certificate is not for %s%s".formatted(host.get(), HostNames.otherNames(leaf)),
                    leaf,
                    null);
        }
    }

    @Override
    public void checkValidity(X509Certificate leaf) throws CertificateVerificationException {
        this.verifier.checkValidity(leaf);
    }

    @Override
    public List<X509Certificate> authorities() {
        return this.verifier.authorities();
    }
}
