package io.unifiedtls.internal.engine;

import java.security.cert.X509Certificate;

import javax.net.ssl.SSLEngine;

import io.unifiedtls.CertificateVerificationException;

/** Decides whether a session may still stand for a peer that was verified when the session was made. Thread-safe. */
@FunctionalInterface
public interface ResumedPeers {

    /**
     * Checks a peer whose session was resumed.
     *
     * @param engine the engine of the TLS library
     * @param leaf the certificate that the peer sent when the session was made
     * @throws CertificateVerificationException if it is not valid now
     */
    void check(SSLEngine engine, X509Certificate leaf) throws CertificateVerificationException;

    /** Remembers a peer that was verified, so that a session may stand for it from now on. */
    default void verified(X509Certificate leaf) {}
}
