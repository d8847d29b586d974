package io.unifiedtls.insecure;

import java.util.Set;

import io.unifiedtls.TlsClientConfiguration;

/**
 * How a client speaks TLS without verifying its servers completely, for tests alone.
 *
 * <p>For a server with a self-signed certificate, a {@link TlsClientConfiguration} with
 * {@code TrustStore.fromFile(certificate)} is safer, and enough.
 *
 * @param configuration everything else; its trust store is still read, but not asked if
 *     {@link SkippedCheck#CERTIFICATE} is skipped
 * @param skippedChecks what is not verified, at least one; every other check is done
 */
public record InsecureClientConfiguration(TlsClientConfiguration configuration, Set<SkippedCheck> skippedChecks) {

    public InsecureClientConfiguration {
        skippedChecks = Set.copyOf(skippedChecks);
        if (skippedChecks.isEmpty()) {
            throw new IllegalArgumentException("no check to skip; create the context from the configuration itself");
        }
        new SecurityWarning(skippedChecks).log("client configuration");
    }
}
