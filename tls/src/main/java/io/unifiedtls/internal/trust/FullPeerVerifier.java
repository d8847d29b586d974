package io.unifiedtls.internal.trust;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

import io.unifiedtls.CertificateVerificationException;
import io.unifiedtls.HandshakeFailure;
import io.unifiedtls.Side;

/** The verifier of every context: it performs all checks. */
final class FullPeerVerifier implements PeerVerifier {

    private final CertificateVerifier verifier;

    private final VerifiedPaths verified = new VerifiedPaths();

    FullPeerVerifier(CertificateVerifier verifier) {
        this.verifier = verifier;
    }

    @Override
    public List<X509Certificate> checkCertificate(List<X509Certificate> chain, Side peer)
            throws CertificateVerificationException {
        if (this.verifier.asksForRevocation()) {
            return this.verifier.verify(chain, peer);
        }
        var now = this.verifier.now();
        var known = this.verified.find(chain, peer, now);
        if (known.isPresent()) {
            return known.get();
        }
        var path = this.verifier.verify(chain, peer);
        this.verified.keep(chain, peer, path, now);
        return path;
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
