package io.unifiedtls.autoconfigure.diagnostics;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.ConfigurationPropertyState;
import org.springframework.core.env.Environment;

/** Hints about the notation of properties that may have caused an error. */
final class Hints {

    private Hints() {}

    static List<String> of(TlsConfigurationException exception, Environment environment) {
        var hints = new ArrayList<String>();
        if (exception.problem().startsWith("wrong password ")
                || exception.problem().startsWith("wrong PIN ")) {
            Stream.of(true, false)
                    .flatMap(isOfStore -> ConfigurationAdvice.password(exception.property(), isOfStore).stream())
                    .distinct()
                    .flatMap(password -> onPassword(password, environment))
                    .forEach(hints::add);
        }
        if (isInListOfSeveralSources(exception.property(), environment)) {
            hints.add("The list is set in several places, but only one is used: a profile or an environment variable"
                    + " replaces the whole list, not a property of one element.");
        }
        return hints;
    }

    /** Never with the password, nor any part of it. */
    private static Stream<String> onPassword(String property, Environment environment) {
        return sources(environment)
                .map(source -> source.getConfigurationProperty(ConfigurationPropertyName.adapt(property, '.')))
                .filter(Objects::nonNull)
                .map(ConfigurationProperty::getValue)
                .limit(1)
                .flatMap(value -> onPassword(property, value, environment).stream());
    }

    private static List<String> onPassword(String property, Object value, Environment environment) {
        if (!(value instanceof CharSequence)) {
            return List.of(
                    "%s is not in quotes, and YAML reads it as a %s (0123 as 83, 1e3 as 1000.0, yes as true): put it in quotes."
                            .formatted(property, (value instanceof Boolean) ? "boolean" : "number"));
        }
        var text = environment.resolvePlaceholders(value.toString());
        if (text.isEmpty()) {
            return List.of("%s is empty.".formatted(property));
        }
        return text.equals(text.strip())
                ? List.of()
                : List.of("%s begins or ends with white space.".formatted(property));
    }

    private static boolean isInListOfSeveralSources(String property, Environment environment) {
        var element = ConfigurationPropertyName.adapt(property, '.');
        while (!element.isEmpty() && !element.isLastElementIndexed()) {
            element = element.getParent();
        }
        if (element.isEmpty()) {
            return false;
        }
        var list = element.getParent();
        return sources(environment)
                        .filter(source -> source.containsDescendantOf(list) == ConfigurationPropertyState.PRESENT)
                        .count()
                > 1;
    }

    private static Stream<ConfigurationPropertySource> sources(Environment environment) {
        return StreamSupport.stream(
                ConfigurationPropertySources.get(environment).spliterator(), false);
    }
}
