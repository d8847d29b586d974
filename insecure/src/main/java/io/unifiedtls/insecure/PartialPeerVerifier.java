package io.unifiedtls.insecure;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.unifiedtls.CertificateVerificationException;
import io.unifiedtls.Side;
import io.unifiedtls.internal.engine.Handshake;
import io.unifiedtls.internal.trust.PeerVerifier;
import io.unifiedtls.internal.trust.PeerVerifierReplacement;

/** Performs the checks of a context that are not skipped. */
record PartialPeerVerifier(PeerVerifier all, Set<SkippedCheck> skippedChecks) implements PeerVerifier {

    /** Leaves out these checks of a context. */
    record Replacement(Set<SkippedCheck> skippedChecks) implements PeerVerifierReplacement {

        @Override
        public PeerVerifier replace(PeerVerifier all) {
            return new PartialPeerVerifier(all, this.skippedChecks);
        }
    }

    @Override
    public List<X509Certificate> checkCertificate(List<X509Certificate> chain, Side peer)
            throws CertificateVerificationException {
        if (Handshake.current().isEmpty()) {
            // A socket of the TLS library itself, for which no listener is notified.
            new SecurityWarning(this.skippedChecks)
                    .log("%s handshake of a socket".formatted((peer == Side.SERVER) ? "client" : "server"));
        }
        return this.skippedChecks.contains(SkippedCheck.CERTIFICATE)
                ? List.of()
                : this.all.checkCertificate(chain, peer);
    }

    @Override
    public void checkHostName(X509Certificate leaf, Optional<String> host) throws CertificateVerificationException {
        if (!this.skippedChecks.contains(SkippedCheck.HOSTNAME)) {
            this.all.checkHostName(leaf, host);
        }
    }

    @Override
    public void checkValidity(X509Certificate leaf) throws CertificateVerificationException {
        if (!this.skippedChecks.contains(SkippedCheck.CERTIFICATE)) {
            this.all.checkValidity(leaf);
        }
    }

    /** A client that receives no CA names sends any certificate it has. */
    @Override
    public List<X509Certificate> authorities() {
        return this.skippedChecks.contains(SkippedCheck.CERTIFICATE) ? List.of() : this.all.authorities();
    }
}
