package io.unifiedtls;

import java.util.List;
import java.util.Set;

/** What a TLS implementation supports. Immutable. */
public final class TlsCapabilities {

    private final List<TlsVersion> versions;

    private final Set<CipherSuite> ciphers;

    private final Set<NamedGroup> groups;

    private final Set<TlsFeature> features;

    private TlsCapabilities(Builder builder) {
        this.versions = builder.versions;
        this.ciphers = builder.ciphers;
        this.groups = builder.groups;
        this.features = builder.features;
    }

    /** Returns a builder; capabilities that are not set are empty. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns the supported versions, oldest first. */
    public List<TlsVersion> versions() {
        return this.versions;
    }

    /** Returns the supported cipher suites. */
    public Set<CipherSuite> ciphers() {
        return this.ciphers;
    }

    /** Returns the groups that a configuration may set; empty if groups cannot be set. */
    public Set<NamedGroup> groups() {
        return this.groups;
    }

    /** Returns the supported optional features. */
    public Set<TlsFeature> features() {
        return this.features;
    }

    /** Returns whether a feature is supported. */
    public boolean has(TlsFeature feature) {
        return this.features.contains(feature);
    }

    private List<Object> values() {
        return List.of(this.versions, this.ciphers, this.groups, this.features);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TlsCapabilities capabilities && values().equals(capabilities.values());
    }

    @Override
    public int hashCode() {
        return values().hashCode();
    }

    @Override
    public String toString() {
        return "TlsCapabilities[versions=%s, ciphers=%s, groups=%s, features=%s]"
                .formatted(this.versions, this.ciphers, this.groups, this.features);
    }

    /** Builds {@link TlsCapabilities}. Not thread-safe. */
    public static final class Builder {

        private List<TlsVersion> versions = List.of();

        private Set<CipherSuite> ciphers = Set.of();

        private Set<NamedGroup> groups = Set.of();

        private Set<TlsFeature> features = Set.of();

        private Builder() {}

        /** Sets the supported versions, oldest first. */
        public Builder versions(List<TlsVersion> versions) {
            this.versions = List.copyOf(versions);
            return this;
        }

        /** Sets the supported cipher suites. */
        public Builder ciphers(Set<CipherSuite> ciphers) {
            this.ciphers = Set.copyOf(ciphers);
            return this;
        }

        /** Sets the groups that a configuration may set. */
        public Builder groups(Set<NamedGroup> groups) {
            this.groups = Set.copyOf(groups);
            return this;
        }

        /** Sets the supported optional features. */
        public Builder features(Set<TlsFeature> features) {
            this.features = Set.copyOf(features);
            return this;
        }

        /** Returns the capabilities. */
        public TlsCapabilities build() {
            return new TlsCapabilities(this);
        }
    }
}
