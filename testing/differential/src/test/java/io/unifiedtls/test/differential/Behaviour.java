package io.unifiedtls.test.differential;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

import io.unifiedtls.ConfigurationException;
import io.unifiedtls.TlsVersion;

/**
 * Something that an implementation does.
 *
 * @param title what it is about, as in the table
 * @param observation does it
 */
record Behaviour(String title, Observation observation) {

    static final String REFUSED = "refused at start";

    /** Shows what an implementation does, in a few words. */
    @FunctionalInterface
    interface Observation {

        String of(Subject subject) throws Exception;
    }

    /** Shows what an implementation does in one version of the protocol. */
    @FunctionalInterface
    interface VersionObservation {

        String of(Subject subject, TlsVersion version) throws Exception;
    }

    /** Returns a behaviour in both versions, which are told apart only if they differ. */
    static Behaviour inEachVersion(String title, VersionObservation observation) {
        return new Behaviour(title, subject -> {
            var outcomes = new LinkedHashMap<String, String>();
            for (var version : List.of(TlsVersion.TLSv1_2, TlsVersion.TLSv1_3)) {
                outcomes.put(name(version), observe(() -> observation.of(subject, version)));
            }
            return merged(outcomes);
        });
    }

    /** Returns outcomes in one line: just the outcome if all are the same. */
    static String merged(LinkedHashMap<String, String> outcomes) {
        return outcomes.values().stream().distinct().count() == 1
                ? outcomes.values().iterator().next()
                : outcomes.entrySet().stream()
                        .map(one -> one.getKey() + ": " + one.getValue())
                        .collect(Collectors.joining("; "));
    }

    /** Returns what an implementation does here and now. */
    String observe(Subject subject) throws Exception {
        return observe(() -> this.observation.of(subject));
    }

    private static String observe(Callable<String> outcome) throws Exception {
        try {
            return outcome.call();
        } catch (ConfigurationException | IllegalArgumentException refusal) {
            return REFUSED;
        }
    }

    static String name(TlsVersion version) {
        return version.protocol().replace("v", " ");
    }
}
