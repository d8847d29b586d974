package io.unifiedtls.internal.trust;

/**
 * Replaces the verifier of peers.
 *
 * <p>Module {@code insecure} has the only one. Like a package that is exported to a single module, this is for
 * {@code io.unifiedtls.insecure}: {@link PeerTrustManager#replacing} refuses any other one.
 */
public interface PeerVerifierReplacement {

    /** Returns the checks to do instead of all of them. */
    PeerVerifier replace(PeerVerifier all);
}
