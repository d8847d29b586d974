package io.unifiedtls.internal.engine;

import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

import io.unifiedtls.internal.x509.CertificateDer;

/** The certificates of a session. */
public final class PeerCertificates {

    private PeerCertificates() {}

    /** Returns what the peer sent, in DER. */
    public static List<byte[]> encoded(SSLSession session) {
        return encoded(of(session));
    }

    /** Returns what the peer sent. */
    public static List<X509Certificate> sent(SSLSession session) {
        return of(session).stream()
                .filter(X509Certificate.class::isInstance)
                .map(X509Certificate.class::cast)
                .toList();
    }

    /** Returns the peer's own certificate; empty if it sent none. */
    static Optional<X509Certificate> leaf(SSLSession session) {
        return sent(session).stream().findFirst();
    }

    /** Returns certificates in DER. */
    public static List<byte[]> encoded(List<? extends Certificate> certificates) {
        return CertificateDer.encode(certificates);
    }

    /** Returns the certificate that the server of a connection has, whichever side this is. */
    public static Optional<Certificate> ofServer(SSLEngine engine, SSLSession session) {
        if (engine.getUseClientMode()) {
            return of(session).stream().findFirst();
        }
        var local = session.getLocalCertificates();
        return (local == null) ? Optional.empty() : Arrays.stream(local).findFirst();
    }

    private static List<Certificate> of(SSLSession session) {
        try {
            return List.of(session.getPeerCertificates());
        } catch (SSLPeerUnverifiedException sentNone) {
            return List.of();
        }
    }
}
