package io.unifiedtls.insecure;

import java.util.Set;

import io.unifiedtls.TlsClientConfiguration;

/**
 * The TLS configuration of a client that does not fully verify servers. Only for tests.
 *
 * <p>For a server with a self-signed certificate, use a {@link TlsClientConfiguration} with
 * {@code TrustStore.fromFile(certificate)} instead: it is safer, and sufficient.
 *
 * @param configuration all other settings; its trust store is read, but not used if {@link SkippedCheck#CERTIFICATE} is
 *     skipped
 * @param skippedChecks the checks to skip, at least one; all others are performed
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
