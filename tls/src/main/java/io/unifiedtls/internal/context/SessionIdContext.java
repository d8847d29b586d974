package io.unifiedtls.internal.context;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import io.unifiedtls.ClientAuthentication;
import io.unifiedtls.internal.engine.Handshake;

/**
 * The bounds within which a session may be resumed, for servers with the same session ticket keys: everything that a
 * resumed session skips or keeps from the handshake that created it. That is how the client was verified; versions,
 * cipher suites, groups and ALPN protocols; and the server name, since a session is not resumed under another one (RFC
 * 6066, section 3).
 */
public final class SessionIdContext {

    /** The longest that BoringSSL and OpenSSL take. */
    private static final int LENGTH = 32;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] settings;

    private final ClientAuthentication clientAuthentication;

    private SessionIdContext(byte[] settings, ClientAuthentication clientAuthentication) {
        this.settings = settings;
        this.clientAuthentication = clientAuthentication;
    }

    /** Returns the same scope for all servers that verify clients and negotiate in the same way, and for no other. */
    public static SessionIdContext of(ServerEngineParameters setup) {
        return of(setup, "");
    }

    /**
     * Returns the same scope for all servers that verify clients and negotiate in the same way, and for no other.
     *
     * @param format sets servers apart whose library writes sessions in another form, even with the same ticket keys
     */
    public static SessionIdContext of(ServerEngineParameters setup, String format) {
        try {
            var digest = sha256();
            digest.update(format.getBytes(StandardCharsets.UTF_8));
            // also if no certificate is requested, since an engine may be set to request one
            for (var fact : setup.trustManager().facts()) {
                digest.update(sha256().digest(fact));
            }
            add(digest, setup.settings().versions());
            add(digest, setup.settings().ciphers());
            add(digest, setup.settings().groups());
            return new SessionIdContext(digest.digest(), setup.configuration().clientAuthentication());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-256, and has read the certificates before", e);
        }
    }

    /** Adds values so that no two lists, nor two sequences of lists, have the same bytes. */
    private static void add(MessageDigest digest, List<? extends Object> values) {
        addNumber(digest, values.size());
        for (var value : values) {
            var bytes = value.toString().getBytes(StandardCharsets.UTF_8);
            addNumber(digest, bytes.length);
            digest.update(bytes);
        }
    }

    private static void addNumber(MessageDigest digest, int number) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(number).flip());
    }

    /** Returns a digest of what all servers have in common that may resume each other's sessions. */
    public byte[] settings() {
        return this.settings.clone();
    }

    /** Returns how the configuration requests client certificates. */
    public ClientAuthentication clientAuthentication() {
        return this.clientAuthentication;
    }

    /**
     * Returns the bytes for the handshake of this thread, whose ClientHello may take several records.
     *
     * @param innerProtocols the ALPN protocols of the engine, which may not be those of the configuration
     * @param asked how the engine requests client certificates, which may not be as configured either
     */
    public byte[] ofCurrentHandshake(List<String> innerProtocols, ClientAuthentication asked) {
        return Handshake.current()
                .filter(Handshake::isMatched)
                .map(handshake -> under(innerProtocols, asked, handshake.requestedServerName()))
                .orElseGet(SessionIdContext::ofOneConnection);
    }

    /** Returns the bytes for the sessions of a server name, or for those without one. */
    private byte[] under(List<String> innerProtocols, ClientAuthentication asked, Optional<String> serverName) {
        try {
            var digest = sha256();
            digest.update(this.settings);
            add(digest, innerProtocols);
            add(digest, List.of(asked));
            serverName.ifPresent(
                    name -> digest.update(name.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8)));
            return digest.digest();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Returns the bytes for a session that is never resumed. */
    public static byte[] ofOneConnection() {
        var bytes = new byte[LENGTH];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    private static MessageDigest sha256() throws GeneralSecurityException {
        return MessageDigest.getInstance("SHA-256");
    }
}
