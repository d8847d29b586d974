package io.unifiedtls.boringssl.internal;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;

import io.unifiedtls.ClientAuthentication;
import io.unifiedtls.internal.context.ServerSetup;

/**
 * Within which bounds a session may be resumed: what a client was verified against, so that who is verified by one
 * server is not taken for it by another one with the same ticket keys.
 */
final class SessionScope {

    private SessionScope() {}

    /** Returns the same 32 bytes for all servers that ask the same of their clients, and for no other. */
    static byte[] of(ServerSetup setup) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            var asked = setup.configuration().clientAuthentication();
            digest.update(asked.name().getBytes(StandardCharsets.US_ASCII));
            if (asked != ClientAuthentication.NONE) {
                for (var fact : setup.trustManager().facts()) {
                    digest.update(MessageDigest.getInstance("SHA-256").digest(fact));
                }
            }
            return digest.digest();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-256, and has read the certificates before", e);
        }
    }
}
