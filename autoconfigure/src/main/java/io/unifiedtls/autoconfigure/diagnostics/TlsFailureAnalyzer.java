package io.unifiedtls.autoconfigure.diagnostics;

import java.util.List;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.origin.Origin;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/** Reports a mistake in the properties below {@code tls} as a person would. */
@Order(Ordered.HIGHEST_PRECEDENCE) // Spring Boot's would report the BindException behind ours
final class TlsFailureAnalyzer implements FailureAnalyzer {

    private final Environment environment;

    TlsFailureAnalyzer(Environment environment) {
        this.environment = environment;
    }

    @Override
    public @Nullable FailureAnalysis analyze(Throwable failure) {
        return BindFailures.find(failure)
                .map(exception -> report(exception, failure))
                .orElse(null);
    }

    private FailureAnalysis report(TlsConfigurationException exception, Throwable failure) {
        var all = exception.all();
        return (all.size() == 1)
                ? new FailureAnalysis(
                        describe(exception), action(exception.instruction(), exception.snippet()), failure)
                : new FailureAnalysis(describe(all), action(instructions(all), Snippet.merge(snippets(all))), failure);
    }

    private String describe(TlsConfigurationException exception) {
        var origin = origin(exception.property());
        return "%s cannot be used:\n\n    %s%s%s"
                .formatted(
                        exception.property(),
                        exception.problem(),
                        Hints.of(exception, this.environment).stream()
                                .map("\n\n"::concat)
                                .collect(Collectors.joining()),
                        (origin == null) ? "" : "\n\nIt is set at %s.".formatted(origin));
    }

    private String describe(List<TlsConfigurationException> all) {
        return all.stream()
                .map(problem -> {
                    var origin = origin(problem.property());
                    return "    %s: %s%s"
                            .formatted(
                                    problem.property(),
                                    problem.problem(),
                                    (origin == null) ? "" : ", set at %s".formatted(origin));
                })
                .collect(Collectors.joining("\n", "%d properties cannot be used:\n\n".formatted(all.size()), ""));
    }

    private static String instructions(List<TlsConfigurationException> all) {
        var instructions = all.stream()
                .map(problem -> "%s: %s".formatted(problem.property(), lineOf(problem.instruction())))
                .collect(Collectors.joining("\n"));
        return snippets(all).isEmpty() ? instructions : instructions + "\n\nTogether:";
    }

    private static String lineOf(String instruction) {
        return instruction.replaceFirst(" For example:$", "").replaceFirst(":$", ".");
    }

    private static List<String> snippets(List<TlsConfigurationException> all) {
        return all.stream()
                .map(TlsConfigurationException::snippet)
                .filter(snippet -> !snippet.isEmpty())
                .toList();
    }

    private static String action(String instruction, String snippet) {
        return snippet.isEmpty()
                ? instruction
                : instruction + "\n\n" + snippet.stripTrailing().indent(4).stripTrailing();
    }

    private @Nullable Origin origin(String property) {
        var name = ConfigurationPropertyName.adapt(property, '.');
        for (var source : ConfigurationPropertySources.get(this.environment)) {
            var origin = origin(source, name);
            if (origin != null) {
                return origin;
            }
        }
        // [a, b] in one line of a file of properties
        return name.isLastElementIndexed() ? origin(name.getParent().toString()) : null;
    }

    private static @Nullable Origin origin(ConfigurationPropertySource source, ConfigurationPropertyName name) {
        var property = source.getConfigurationProperty(name);
        if (property != null) {
            return property.getOrigin();
        }
        if (source instanceof IterableConfigurationPropertySource properties) {
            return properties.stream()
                    .filter(name::isAncestorOf)
                    .findFirst()
                    .map(properties::getConfigurationProperty)
                    .map(ConfigurationProperty::getOrigin)
                    .orElse(null);
        }
        return null;
    }
}
