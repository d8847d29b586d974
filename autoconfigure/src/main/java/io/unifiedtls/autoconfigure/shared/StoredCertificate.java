package io.unifiedtls.autoconfigure.shared;

import java.time.Instant;
import java.util.List;

/**
 * A certificate chain in a {@link CertificateStore}.
 *
 * @param id what the chain is called in the store
 * @param serverNames the host names and wildcards that select the chain
 * @param keyAlgorithm the algorithm of the certificate's key, such as {@code EC}
 * @param notAfter when the certificate expires
 */
public record StoredCertificate(String id, List<String> serverNames, String keyAlgorithm, Instant notAfter) {

    public StoredCertificate {
        serverNames = List.copyOf(serverNames);
    }
}
