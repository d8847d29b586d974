package io.unifiedtls.autoconfigure;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
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

    private static final ConfigurationPropertyName PREFIX = ConfigurationPropertyName.of(TlsProperties.PREFIX);

    private final Environment environment;

    TlsFailureAnalyzer(Environment environment) {
        this.environment = environment;
    }

    @Override
    public @Nullable FailureAnalysis analyze(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof TlsConfigurationException exception) {
                return report(exception, failure);
            }
            if (cause instanceof BindException exception && PREFIX.isAncestorOf(exception.getName())) {
                return report(BindFailures.explain(exception), failure);
            }
        }
        return null;
    }

    private FailureAnalysis report(TlsConfigurationException exception, Throwable failure) {
        var description = new StringBuilder();
        description.append(exception.property()).append(" cannot be used:\n\n");
        description.append("    ").append(exception.problem());
        Hints.of(exception, this.environment)
                .forEach(hint -> description.append("\n\n").append(hint));
        var origin = origin(exception.property());
        if (origin != null) {
            description.append("\n\nIt is set at ").append(origin).append('.');
        }
        return new FailureAnalysis(description.toString(), exception.action(), failure);
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
