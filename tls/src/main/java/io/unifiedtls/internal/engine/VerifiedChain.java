package io.unifiedtls.internal.engine;

import java.security.cert.X509Certificate;
import java.util.List;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;

/** The path over which a peer was verified: of this handshake, or of the one whose session it resumes. */
public final class VerifiedChain {

    private static final String NAME = "io.unifiedtls.verifiedChain";

    private VerifiedChain() {}

    /** Keeps the path with the session, for the handshakes that resume it. */
    static void remember(SSLSession session, List<X509Certificate> chain) {
        if (!chain.isEmpty()) {
            session.putValue(NAME, chain);
        }
    }

    /** Returns the path in DER; empty if the peer was not verified. */
    public static List<byte[]> encoded(SSLEngine engine) {
        return PeerCertificates.encoded(of(engine));
    }

    private static List<X509Certificate> of(SSLEngine engine) {
        var ofHandshake =
                (engine instanceof TlsEngine tls) ? tls.handshake().verifiedChain() : List.<X509Certificate>of();
        return ofHandshake.isEmpty() ? ofSession(engine.getSession()) : ofHandshake;
    }

    private static List<X509Certificate> ofSession(SSLSession session) {
        return (session.getValue(NAME) instanceof List<?> chain)
                ? chain.stream().map(X509Certificate.class::cast).toList()
                : List.of();
    }
}
