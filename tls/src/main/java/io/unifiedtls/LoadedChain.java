package io.unifiedtls;

import java.security.cert.X509Certificate;
import java.util.List;

/**
 * A signing chain as loaded by a context.
 *
 * @param serverNames the server names that select this chain, in the configured order
 * @param certificates the leaf, followed by its issuers, towards the root
 * @param warnings why peers may refuse the chain, or parts of it are unused: validity dates, server names that the
 *     certificate does not cover, a missing or unused intermediate certificate, the same certificate in an earlier
 *     chain
 */
public record LoadedChain(List<String> serverNames, List<X509Certificate> certificates, List<String> warnings) {

    public LoadedChain {
        serverNames = List.copyOf(serverNames);
        certificates = List.copyOf(certificates);
        warnings = List.copyOf(warnings);
    }

    /** Returns the server's or client's own certificate. */
    public X509Certificate leaf() {
        return this.certificates.get(0);
    }
}
