package io.unifiedtls;

import java.util.List;
import java.util.Set;

/**
 * What an implementation can do.
 *
 * @param versions the versions it speaks, oldest first
 * @param ciphers the cipher suites it has
 * @param groups the groups that a configuration can choose; empty if it can choose none
 * @param features what it can do that not every implementation can
 */
public record TlsCapabilities(
        List<TlsVersion> versions, Set<CipherSuite> ciphers, Set<NamedGroup> groups, Set<TlsFeature> features) {

    public TlsCapabilities {
        versions = List.copyOf(versions);
        ciphers = Set.copyOf(ciphers);
        groups = Set.copyOf(groups);
        features = Set.copyOf(features);
    }

    /** Returns whether it can do something that not every implementation can. */
    public boolean has(TlsFeature feature) {
        return this.features.contains(feature);
    }
}
