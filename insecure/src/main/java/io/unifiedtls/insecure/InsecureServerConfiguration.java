package io.unifiedtls.insecure;

import java.util.Set;

import io.unifiedtls.ClientAuthentication;
import io.unifiedtls.TlsServerConfiguration;

/**
 * How a server speaks TLS and accepts any client certificate, for tests alone.
 *
 * <p>For a few clients with self-signed certificates, a {@link TlsServerConfiguration} with
 * {@code TrustStore.fromFile(certificates)} is safer, and enough.
 *
 * @param configuration everything else; it has to ask clients for a certificate, and needs no trust store for that
 */
public record InsecureServerConfiguration(TlsServerConfiguration configuration) {

    /** A server knows no host name of its clients, so this is all that it can skip. */
    static final Set<SkippedCheck> SKIPPED_CHECKS = Set.of(SkippedCheck.CERTIFICATE);

    public InsecureServerConfiguration {
        if (configuration.clientAuthentication() == ClientAuthentication.NONE) {
            throw new IllegalArgumentException(
                    "no check to skip, since clients are not asked for a certificate; set clientAuthentication, or create the context from the configuration itself");
        }
        new SecurityWarning(SKIPPED_CHECKS).log("server configuration");
    }
}
