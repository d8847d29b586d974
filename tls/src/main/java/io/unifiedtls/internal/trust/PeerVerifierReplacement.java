package io.unifiedtls.internal.trust;

/**
 * Puts other checks in the place of all of them.
 *
 * <p>Module {@code insecure} has the only one. Like a package that is exported to a single module, this is for
 * {@code io.unifiedtls.insecure} alone: {@link PeerTrustManager#replacing} refuses one from elsewhere.
 */
public interface PeerVerifierReplacement {

    /** Returns the checks to do instead of all of them. */
    PeerVerifier replace(PeerVerifier all);
}
