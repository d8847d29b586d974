package io.unifiedtls.boringssl.internal;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.Optional;

import io.unifiedtls.ClientAuthentication;
import io.unifiedtls.internal.context.ServerEngineParameters;
import io.unifiedtls.internal.engine.Handshake;

/**
 * Within which bounds a session may be resumed: what a client was verified against, so that who is verified by one
 * server is not taken for it by another one with the same ticket keys; and the server name it was asked for, since a
 * session is not resumed under another name (RFC 6066, section 3).
 */
final class SessionIdContext {

    /** The longest that BoringSSL takes. */
    private static final int LENGTH = 32;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] verification;

    private SessionIdContext(byte[] verification) {
        this.verification = verification;
    }

    /** Returns the same scope for all servers that ask the same of their clients, and for no other. */
    static SessionIdContext of(ServerEngineParameters setup) {
        try {
            var digest = sha256();
            var asked = setup.configuration().clientAuthentication();
            digest.update(asked.name().getBytes(StandardCharsets.US_ASCII));
            if (asked != ClientAuthentication.NONE) {
                for (var fact : setup.trustManager().facts()) {
                    digest.update(sha256().digest(fact));
                }
            }
            return new SessionIdContext(digest.digest());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-256, and has read the certificates before", e);
        }
    }

    /** Returns the bytes for the handshake of this thread, whose ClientHello may take several records. */
    byte[] ofCurrentHandshake() {
        return Handshake.current()
                .filter(Handshake::isMatched)
                .map(handshake -> under(handshake.requestedServerName()))
                .orElseGet(SessionIdContext::ofOneConnection);
    }

    /** Returns the bytes for the sessions of a server name, or for those without one. */
    private byte[] under(Optional<String> serverName) {
        try {
            var digest = sha256();
            digest.update(this.verification);
            serverName.ifPresent(
                    name -> digest.update(name.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8)));
            return digest.digest();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Returns the bytes for a session that is never resumed. */
    static byte[] ofOneConnection() {
        var bytes = new byte[LENGTH];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    private static MessageDigest sha256() throws GeneralSecurityException {
        return MessageDigest.getInstance("SHA-256");
    }
}
