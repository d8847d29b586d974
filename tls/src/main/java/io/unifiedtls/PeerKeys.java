package io.unifiedtls;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds the peers that an implementation without {@link TlsFeature#ALL_PEER_KEYS} may meet and cannot verify. */
final class PeerKeys {

    private static final String UNSUPPORTED =
            "%s certificates with RSASSA-PSS, Ed25519, Ed448 or P-521 keys are not supported";

    /** What the variables may name and mean the authorities of the system all the same; nothing, to begin with. */
    private static final Set<String> OF_DISTRIBUTIONS = Set.of(
            "",
            "/etc/ssl/certs",
            "/etc/ssl/certs/ca-certificates.crt",
            "/etc/ssl/cert.pem",
            "/etc/ssl/ca-bundle.pem",
            "/etc/pki/tls/certs",
            "/etc/pki/tls/certs/ca-bundle.crt",
            "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem");

    private PeerKeys() {}

    static Optional<String> unverified(TlsImplementation implementation, TlsServerConfiguration configuration) {
        return unverified(implementation, "client", configuration.clientAuthentication() != ClientAuthentication.NONE);
    }

    static Optional<String> unverified(TlsImplementation implementation, TlsClientConfiguration configuration) {
        var trustStore = configuration.trustStore().orElseGet(TrustStore::system);
        return unverified(implementation, "server", !isPublic(trustStore, System.getenv()));
    }

    private static Optional<String> unverified(TlsImplementation implementation, String peer, boolean anyKey) {
        return (anyKey && !implementation.capabilities().has(TlsFeature.ALL_PEER_KEYS))
                ? Optional.of(UNSUPPORTED.formatted(peer))
                : Optional.empty();
    }

    /**
     * Returns whether a trust store holds only the authorities of browsers, which issue for no other keys than RSA,
     * P-256 and P-384 (and P-521 if browsers would take it): CA/Browser Forum, Baseline Requirements 6.1.1.5.
     */
    static boolean isPublic(TrustStore trustStore, Map<String, String> environment) {
        if (trustStore instanceof TrustStore.Revocable revocable) {
            return isPublic(revocable.trustStore(), environment);
        }
        return trustStore instanceof TrustStore.OperatingSystem
                && OF_DISTRIBUTIONS.contains(environment.getOrDefault("SSL_CERT_FILE", ""))
                && OF_DISTRIBUTIONS.contains(environment.getOrDefault("SSL_CERT_DIR", ""));
    }
}
