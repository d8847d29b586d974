package io.unifiedtls.autoconfigure.inspection;

import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.unifiedtls.ImplementationChoice;
import io.unifiedtls.Side;
import io.unifiedtls.TlsContext;
import io.unifiedtls.autoconfigure.ImplementationChoices;

/**
 * The TLS implementation of a context.
 *
 * @param version the TLS library and its version, if it is known
 * @param selected {@code auto} if it is the fastest that supports the configuration, or {@code configured}
 * @param skipped why faster ones were not selected
 */
public record ImplementationDescriptor(
        String name, @Nullable String version, String selected, Map<String, String> skipped) {

    public static ImplementationDescriptor of(
            TlsContext context, Side side, String name, ImplementationChoices choices) {
        var choice = choices.of(side, name);
        return new ImplementationDescriptor(
                context.implementation().name(),
                context.implementation().version().orElse(null),
                choice.isPresent() ? "auto" : "configured",
                choice.map(ImplementationChoice::skipped).orElse(Map.of()));
    }
}
