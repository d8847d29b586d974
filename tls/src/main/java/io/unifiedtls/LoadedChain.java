package io.unifiedtls;

import java.security.cert.X509Certificate;
import java.util.List;

/**
 * A signing chain as a context has loaded it.
 *
 * @param serverNames the names that the chain is served for, in the order configured
 * @param certificates the leaf, then its issuers towards the root
 * @param warnings what makes peers refuse the chain, or is not used: dates, server names that the certificate does not
 *     cover, a missing or unused intermediate certificate, the same certificate in an earlier chain
 */
public record LoadedChain(List<String> serverNames, List<X509Certificate> certificates, List<String> warnings) {

    public LoadedChain {
        serverNames = List.copyOf(serverNames);
        certificates = List.copyOf(certificates);
        warnings = List.copyOf(warnings);
    }

    /** Returns the certificate of the server or client itself. */
    public X509Certificate leaf() {
        return this.certificates.get(0);
    }
}
