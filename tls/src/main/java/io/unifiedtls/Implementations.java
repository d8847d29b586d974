package io.unifiedtls;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Function;

import io.unifiedtls.internal.text.SecretText;

/** Looks among the implementations on the class path. */
final class Implementations {

    private Implementations() {}

    /** Every implementation on the class path, by rank, regardless of the class path's order; created once. */
    private static final class Known {

        private static final List<TlsImplementation> ALL =
                ServiceLoader.load(TlsImplementation.class, TlsImplementation.class.getClassLoader()).stream()
                        .map(ServiceLoader.Provider::get)
                        .sorted(Comparator.comparingInt(TlsImplementation::rank))
                        .toList();
    }

    /** Returns every implementation, available or not. */
    static List<TlsImplementation> known() {
        return Known.ALL;
    }

    static List<TlsImplementation> present() {
        return known().stream().filter(TlsImplementation::isAvailable).toList();
    }

    static TlsImplementation named(String name) throws ConfigurationException {
        for (var implementation : known()) {
            if (implementation.name().equals(name)) {
                var missing = missing(implementation);
                if (missing.isPresent()) {
                    throw new ConfigurationException("TLS implementation %s is not available: %s; present: %s"
                            .formatted(name, missing.get(), names()));
                }
                return implementation;
            }
        }
        throw new ConfigurationException(
                "no TLS implementation '%s' on the class path; present: %s".formatted(SecretText.shown(name), names()));
    }

    private static Optional<String> missing(TlsImplementation implementation) {
        return implementation
                .unavailability()
                .map(reason ->
                        implementation.remedy().map(reason.concat("; ")::concat).orElse(reason));
    }

    private static List<String> names() {
        return present().stream().map(TlsImplementation::name).toList();
    }

    /**
     * Chooses the first with which an attempt succeeds: one without limits, or else one with them.
     *
     * @param limits returns what an implementation does not support although another one does, and whom that does not
     *     affect
     */
    static ImplementationChoice choose(
            TlsImplementation.Attempt attempt, Function<TlsImplementation, Optional<String>> limits)
            throws ConfigurationException {
        var search = new Search(attempt);
        var limited = new ArrayList<TlsImplementation>();
        for (var implementation : known()) {
            var reason = missing(implementation);
            if (reason.isPresent()) {
                search.skip(
                        implementation, reason.get(), implementation.remedy().isPresent());
                continue;
            }
            reason = limits.apply(implementation);
            if (reason.isPresent()) {
                search.skip(implementation, reason.get(), false);
                limited.add(implementation);
            } else if (search.succeeds(implementation)) {
                return search.choice(implementation);
            }
        }
        for (var implementation : limited) {
            if (search.succeeds(implementation)) {
                return search.choice(implementation);
            }
        }
        throw search.failure();
    }

    /** What was tried, and with what result. */
    private static final class Search {

        private final TlsImplementation.Attempt attempt;

        private final Map<String, String> skipped = new LinkedHashMap<>();

        private final List<ConfigurationException> refusals = new ArrayList<>();

        private boolean avoidable;

        Search(TlsImplementation.Attempt attempt) {
            this.attempt = attempt;
        }

        void skip(TlsImplementation implementation, String reason, boolean avoidable) {
            this.skipped.put(implementation.name(), reason);
            this.avoidable |= avoidable;
        }

        boolean succeeds(TlsImplementation implementation) {
            try {
                this.attempt.with(implementation);
                return true;
            } catch (ConfigurationException refusal) {
                this.refusals.add(refusal);
                var ofCiphers = refusal.setting().filter(CipherSuite.class::isInstance);
                // The choice names the implementation in front of the reason.
                var reason = String.valueOf(refusal.getMessage())
                        .replaceFirst("^TLS implementation " + implementation.name() + " ", "");
                skip(implementation, reason, ofCiphers.isPresent());
                return false;
            }
        }

        ImplementationChoice choice(TlsImplementation implementation) {
            this.skipped.remove(implementation.name());
            return new ImplementationChoice(implementation, this.skipped, this.avoidable);
        }

        ConfigurationException failure() {
            if (this.refusals.size() == 1) {
                return this.refusals.get(0);
            }
            return new ConfigurationException("no TLS implementation on the class path supports the configuration: "
                    + this.refusals.stream()
                            .map(ConfigurationException::getMessage)
                            .toList());
        }
    }
}
