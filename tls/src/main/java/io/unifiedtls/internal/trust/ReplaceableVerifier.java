package io.unifiedtls.internal.trust;

import io.unifiedtls.TlsContext;

/**
 * A context that can be created again with another verifier of its peers, only for the module {@code insecure}.
 *
 * <p>The classes of contexts that have it are not public, so that no type of the API can do this.
 */
public interface ReplaceableVerifier {

    /**
     * Returns a context of the same kind with the same settings and other checks. Sessions of the one cannot be resumed
     * on the other: what was not verified here must not count as verified there.
     *
     * @throws IllegalArgumentException if the replacement is not one of module {@code insecure}
     */
    TlsContext replacingChecks(PeerVerifierReplacement replacement);
}
