package io.unifiedtls.insecure;

import java.util.Set;

import io.unifiedtls.ClientAuthentication;
import io.unifiedtls.TlsServerConfiguration;

/**
 * The TLS configuration of a server that accepts any client certificate. Only for tests.
 *
 * <p>For a few clients with self-signed certificates, use a {@link TlsServerConfiguration} with
 * {@code TrustStore.fromFile(certificates)} instead: it is safer, and sufficient.
 *
 * @param configuration all other settings; it must request client certificates, and does not need a trust store
 */
public record InsecureServerConfiguration(TlsServerConfiguration configuration) {

    /** A server knows no host name of its clients, so this is all that it can skip. */
    static final Set<SkippedCheck> SKIPPED_CHECKS = Set.of(SkippedCheck.CERTIFICATE);

    public InsecureServerConfiguration {
        if (configuration.clientAuthentication() == ClientAuthentication.NONE) {
            throw new IllegalArgumentException(
                    "no check to skip, since client certificates are not requested; set clientAuthentication, or create the context from the configuration itself");
        }
        new SecurityWarning(SKIPPED_CHECKS).log("server configuration");
    }
}
