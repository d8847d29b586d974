package io.unifiedtls;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The implementation that was chosen for a configuration, and why faster ones were skipped.
 *
 * @param implementation the chosen implementation
 * @param skipped the names of the skipped implementations with the reasons, the fastest first
 * @param isAvoidable whether an implementation was skipped for a reason that is easy to fix: its native library is
 *     present but cannot be loaded, or the configuration lists cipher suites that it cannot restrict
 */
public record ImplementationChoice(TlsImplementation implementation, Map<String, String> skipped, boolean isAvoidable) {

    public ImplementationChoice {
        skipped = Collections.unmodifiableMap(new LinkedHashMap<>(skipped));
    }

    /**
     * Returns the choice as a single line, such as {@code jsse (conscrypt skipped: the library … is not on the class
     * path)}.
     */
    public String summary() {
        return this.implementation.name()
                + this.skipped.entrySet().stream()
                        .map(one -> "%s skipped: %s".formatted(one.getKey(), one.getValue()))
                        .collect(Collectors.collectingAndThen(
                                Collectors.joining("; "), reasons -> reasons.isEmpty() ? "" : " (" + reasons + ")"));
    }
}
