package io.unifiedtls;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an implementation does not do for a configuration, though another one does, so that it has to be asked for by
 * name.
 *
 * @param reason what it does not do
 * @param harmless when that does not matter
 */
record Limit(String reason, String harmless) {

    /** Returns the limits and the way out, for a person to read; empty if there are none. */
    static Optional<String> of(TlsImplementation implementation, TlsClientConfiguration configuration) {
        return text(
                implementation,
                ofPeers(implementation.unverifiedPeers(configuration)),
                ofFeature(
                        implementation,
                        TlsFeature.ALL_SERVER_NAMES,
                        new Limit(
                                "host names without a dot are not sent to the server (SNI)",
                                "every host name has a dot")));
    }

    /** Returns the limits and the way out, for a person to read; empty if there are none. */
    static Optional<String> of(TlsImplementation implementation, TlsServerConfiguration configuration) {
        return text(
                implementation,
                ofPeers(implementation.unverifiedPeers(configuration)),
                (configuration.certificateChains().size() < 2)
                        ? Optional.empty()
                        : ofFeature(
                                implementation,
                                TlsFeature.SESSIONS_BY_SERVER_NAME,
                                new Limit(
                                        "sessions are resumed under the server names of other certificates",
                                        "that is acceptable")));
    }

    private static Optional<Limit> ofPeers(Optional<String> unverified) {
        return unverified.map(peers -> new Limit(peers, "no peer has one"));
    }

    private static Optional<Limit> ofFeature(TlsImplementation implementation, TlsFeature feature, Limit limit) {
        return implementation.capabilities().has(feature) ? Optional.empty() : Optional.of(limit);
    }

    private static Optional<String> text(
            TlsImplementation implementation, Optional<Limit> first, Optional<Limit> second) {
        var limits = Stream.of(first, second).flatMap(Optional::stream).toList();
        return limits.isEmpty()
                ? Optional.empty()
                : Optional.of("%s; if %s, set implementation: %s"
                        .formatted(
                                limits.stream().map(Limit::reason).collect(Collectors.joining(", and ")),
                                limits.stream().map(Limit::harmless).collect(Collectors.joining(" and ")),
                                implementation.name()));
    }
}
