package io.unifiedtls.autoconfigure.inspection;

import java.util.Map;

import io.unifiedtls.ImplementationChoice;
import io.unifiedtls.Side;
import io.unifiedtls.TlsContext;
import io.unifiedtls.autoconfigure.ImplementationChoices;

/**
 * The TLS implementation of a context.
 *
 * @param selected {@code auto} if it is the fastest that supports the configuration, or {@code configured}
 * @param skipped why faster ones were not selected
 */
public record ImplementationDescriptor(String name, String selected, Map<String, String> skipped) {

    public static ImplementationDescriptor of(
            TlsContext context, Side side, String name, ImplementationChoices choices) {
        var choice = choices.of(side, name);
        return new ImplementationDescriptor(
                context.implementation().name(),
                choice.isPresent() ? "auto" : "configured",
                choice.map(ImplementationChoice::skipped).orElse(Map.of()));
    }
}
