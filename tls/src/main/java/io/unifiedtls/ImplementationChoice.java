package io.unifiedtls;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Which implementation was chosen for a configuration, and why not those that are faster.
 *
 * @param implementation the one that was chosen
 * @param passedOver the name of each faster one with the reason, the fastest first
 */
public record ImplementationChoice(TlsImplementation implementation, Map<String, String> passedOver) {

    public ImplementationChoice {
        passedOver = Collections.unmodifiableMap(new LinkedHashMap<>(passedOver));
    }

    /** Returns the choice in one line, such as {@code jsse (not conscrypt: the library … is not on the class path)}. */
    public String summary() {
        return this.implementation.name()
                + this.passedOver.entrySet().stream()
                        .map(one -> "not %s: %s".formatted(one.getKey(), one.getValue()))
                        .collect(Collectors.collectingAndThen(
                                Collectors.joining("; "), reasons -> reasons.isEmpty() ? "" : " (" + reasons + ")"));
    }
}
