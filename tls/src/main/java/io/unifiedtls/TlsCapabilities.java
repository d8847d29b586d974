package io.unifiedtls;

import java.util.List;
import java.util.Set;

/**
 * What an implementation can do.
 *
 * @param versions the versions it speaks, oldest first
 * @param ciphers the cipher suites it has
 */
public record TlsCapabilities(List<TlsVersion> versions, Set<CipherSuite> ciphers) {

    public TlsCapabilities {
        versions = List.copyOf(versions);
        ciphers = Set.copyOf(ciphers);
    }
}
