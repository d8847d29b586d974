package io.unifiedtls.insecure;

import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Warns of skipped checks: at each step, names what is not verified, and the safer way. */
record SecurityWarning(Set<SkippedCheck> skippedChecks) {

    private static final System.Logger LOGGER = System.getLogger("io.unifiedtls.SecurityWarning");

    void log(String step) {
        LOGGER.log(
                System.Logger.Level.WARNING,
                "insecure %s: %s; safer: %s"
                        .formatted(step, joined(SkippedCheck::danger), joined(SkippedCheck::saferWay)));
    }

    private String joined(Function<SkippedCheck, String> text) {
        return this.skippedChecks.stream().sorted().map(text).collect(Collectors.joining(", and "));
    }
}
