package io.unifiedtls.internal.context;

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.Collections;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSessionContext;

import io.unifiedtls.CertificateVerificationException;
import io.unifiedtls.internal.engine.ResumedPeers;
import io.unifiedtls.internal.trust.PeerTrustManager;

/**
 * The sessions of a client, which are not offered once the certificate of the server has expired: the server has likely
 * another one by then, which a full handshake verifies. Thread-safe.
 */
final class ClientSessions implements ResumedPeers {

    private final SSLSessionContext sessions;

    private final PeerTrustManager trustManager;

    private final Clock clock;

    /** When the first certificate that a session stands for expires: no session is looked at before. */
    private Instant firstExpiry = Instant.MAX;

    ClientSessions(SSLSessionContext sessions, PeerTrustManager trustManager, Clock clock) {
        this.sessions = sessions;
        this.trustManager = trustManager;
        this.clock = clock;
    }

    @Override
    public synchronized void verified(X509Certificate leaf) {
        var expiry = leaf.getNotAfter().toInstant();
        if (expiry.isBefore(this.firstExpiry)) {
            this.firstExpiry = expiry;
        }
    }

    @Override
    public void check(SSLEngine engine, X509Certificate leaf) throws CertificateVerificationException {
        this.trustManager.checkResumed(engine, leaf);
    }

    /** Forgets the sessions of servers whose certificates have expired. */
    synchronized void forgetExpired() {
        var now = this.clock.instant();
        if (!now.isAfter(this.firstExpiry)) {
            return;
        }
        this.firstExpiry = Instant.MAX;
        for (var id : Collections.list(this.sessions.getIds())) {
            var session = this.sessions.getSession(id);
            if (session != null) {
                forgetExpired(session, now);
            }
        }
    }

    private void forgetExpired(SSLSession session, Instant now) {
        try {
            if (session.getPeerCertificates()[0] instanceof X509Certificate leaf) {
                if (now.isAfter(leaf.getNotAfter().toInstant())) {
                    session.invalidate();
                } else {
                    verified(leaf);
                }
            }
        } catch (SSLPeerUnverifiedException | UnsupportedOperationException notByTheLibrary) {
            // Conscrypt cannot: the check of the resumed session is what is left.
        }
    }
}
