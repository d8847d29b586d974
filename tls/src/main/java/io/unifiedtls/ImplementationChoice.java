package io.unifiedtls;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Which implementation was chosen for a configuration, and why others were skipped.
 *
 * @param implementation the one that was chosen
 * @param skipped the name of each one that was skipped with the reason, the fastest first
 * @param isAvoidable whether one was skipped for something that is easily changed: its native library is present but
 *     cannot be loaded, or the configuration lists cipher suites that it cannot select
 */
public record ImplementationChoice(TlsImplementation implementation, Map<String, String> skipped, boolean isAvoidable) {

    public ImplementationChoice {
        skipped = Collections.unmodifiableMap(new LinkedHashMap<>(skipped));
    }

    /**
     * Returns the choice in one line, such as {@code jsse (conscrypt skipped: the library … is not on the class path)}.
     */
    public String summary() {
        return this.implementation.name()
                + this.skipped.entrySet().stream()
                        .map(one -> "%s skipped: %s".formatted(one.getKey(), one.getValue()))
                        .collect(Collectors.collectingAndThen(
                                Collectors.joining("; "), reasons -> reasons.isEmpty() ? "" : " (" + reasons + ")"));
    }
}
