package io.unifiedtls.internal.trust;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

import io.unifiedtls.CertificateVerificationException;
import io.unifiedtls.Side;

/** Verifies a peer once it has sent its certificates. Thread-safe. */
public interface PeerVerifier {

    /**
     * Verifies a chain as the peer sent it, the leaf first.
     *
     * @param peer which side the certificates identify
     * @return the path that was verified: the leaf first, the trusted authority last; empty if none was looked for
     */
    List<X509Certificate> checkCertificate(List<X509Certificate> chain, Side peer)
            throws CertificateVerificationException;

    /**
     * Verifies that the certificate of a server is for the host that the client means to reach.
     *
     * @param host the host, if the client knows it; without one no certificate is right
     */
    void checkHostName(X509Certificate leaf, Optional<String> host) throws CertificateVerificationException;

    /** Verifies that a certificate that was verified before is still valid. */
    void checkValidity(X509Certificate leaf) throws CertificateVerificationException;

    /** Returns the authorities that a server names when it asks for a certificate; it names none if empty. */
    List<X509Certificate> authorities();
}
