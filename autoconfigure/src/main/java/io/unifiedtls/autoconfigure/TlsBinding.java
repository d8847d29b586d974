package io.unifiedtls.autoconfigure;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.Environment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import io.unifiedtls.autoconfigure.diagnostics.BindFailures;
import io.unifiedtls.autoconfigure.diagnostics.PropertyNames;
import io.unifiedtls.autoconfigure.diagnostics.TlsConfigurationException;

/** Binds the properties below {@code tls}, and ignores none. */
final class TlsBinding {

    private static final ConfigurationPropertyName PREFIX = ConfigurationPropertyName.of(PropertyNames.PREFIX);

    // other programs of this JVM may have system properties below tls too; in lower case, without dashes
    private static final Set<String> OURS = Set.of(
            "implementation",
            "servers",
            "clients",
            "certificatestore",
            "metrics",
            "reload",
            "sessions",
            "health",
            "handshakejournal",
            "validateonly",
            "validateonlyformat");

    private TlsBinding() {}

    /**
     * Returns the properties.
     *
     * @throws TlsConfigurationException if one is unknown, or has a value of another type
     */
    static TlsProperties bind(Environment environment) {
        var sources = new ArrayList<IterableConfigurationPropertySource>();
        for (var source : ConfigurationPropertySources.get(environment)) {
            if (source instanceof IterableConfigurationPropertySource properties) {
                sources.add(properties);
            }
        }
        var problems = sources.stream().flatMap(TlsBinding::problems).toList();
        if (!problems.isEmpty()) {
            TlsConfigurationException.throwIfAny(withValues(problems, environment, sources));
        }
        var entries = EntryNames.check(
                sources.stream().filter(source -> !isEnvironment(source)).toList());
        TlsConfigurationException.throwIfAny(sources.stream()
                .filter(TlsBinding::isEnvironment)
                .flatMap(source -> new EnvironmentVariables(source, entries).problems())
                .toList());
        sources.forEach(source -> checkPlaceholders(source, environment));
        try {
            return Binder.get(environment).bindOrCreate(PropertyNames.PREFIX, TlsProperties.class);
        } catch (BindException exception) {
            var problem = BindFailures.explain(exception);
            TlsConfigurationException.throwIfAny(withValues(List.of(problem), environment, sources));
            throw problem;
        }
    }

    /** Adds the problems with values to those that ended the binding. */
    private static List<TlsConfigurationException> withValues(
            List<TlsConfigurationException> problems,
            Environment environment,
            List<IterableConfigurationPropertySource> sources) {
        var values = new PropertyValues(environment);
        var reported = problems.stream()
                .map(problem -> ConfigurationPropertyName.adapt(problem.property(), '.'))
                .toList();
        var ofValues = sources.stream()
                .flatMap(TlsBinding::names)
                .distinct()
                .filter(name -> !reported.contains(name))
                .flatMap(values::problems);
        return Stream.concat(problems.stream(), ofValues).toList();
    }

    private static Stream<ConfigurationPropertyName> names(IterableConfigurationPropertySource source) {
        return source.stream().filter(name -> PREFIX.isAncestorOf(name) && isOurs(source, name));
    }

    private static Stream<TlsConfigurationException> problems(IterableConfigurationPropertySource source) {
        return names(source).flatMap(name -> PropertyValidator.check(name, value(source, name)).stream());
    }

    /** Passwords are checked where they are used: they may have any characters. */
    private static void checkPlaceholders(IterableConfigurationPropertySource source, Environment environment) {
        names(source)
                .filter(name -> !name.getLastElement(Form.UNIFORM).endsWith("password"))
                .forEach(name -> {
                    if (value(source, name) instanceof CharSequence value) {
                        Placeholders.checkResolved(environment.resolvePlaceholders(value.toString()), name.toString());
                    }
                });
    }

    private static boolean isEnvironment(ConfigurationPropertySource source) {
        return source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource;
    }

    private static boolean isOurs(ConfigurationPropertySource source, ConfigurationPropertyName name) {
        if (!(source.getUnderlyingSource() instanceof PropertySource<?> underlying)) {
            return true;
        }
        // TLS_PORT may belong to anything, and the name of a variable does not show where a key ends.
        if (isEnvironment(source)) {
            return false;
        }
        return !underlying.getName().equals(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME)
                || OURS.contains(name.getElement(1, Form.UNIFORM));
    }

    private static Object value(ConfigurationPropertySource source, ConfigurationPropertyName name) {
        var property = source.getConfigurationProperty(name);
        return (property != null) ? property.getValue() : "";
    }
}
