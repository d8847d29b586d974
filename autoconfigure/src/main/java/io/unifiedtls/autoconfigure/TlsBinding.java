package io.unifiedtls.autoconfigure;

import java.util.Set;

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

/** Binds the properties below {@code tls}, and ignores none. */
final class TlsBinding {

    private static final ConfigurationPropertyName PREFIX = ConfigurationPropertyName.of(TlsProperties.PREFIX);

    // other programs of this JVM may have system properties below tls too
    private static final Set<String> OURS = Set.of("implementation", "servers", "clients", "metrics", "reload");

    private TlsBinding() {}

    /**
     * Returns the properties.
     *
     * @throws TlsConfigurationException if one is unknown, or has a value of another type
     */
    static TlsProperties bind(Environment environment) {
        for (var source : ConfigurationPropertySources.get(environment)) {
            if (source instanceof IterableConfigurationPropertySource properties) {
                check(properties, environment);
            }
        }
        try {
            return Binder.get(environment).bindOrCreate(TlsProperties.PREFIX, TlsProperties.class);
        } catch (BindException exception) {
            throw BindFailures.explain(exception);
        }
    }

    private static void check(IterableConfigurationPropertySource source, Environment environment) {
        var names = source.stream()
                .filter(name -> PREFIX.isAncestorOf(name) && isOurs(source, name))
                .toList();
        names.stream()
                .flatMap(name -> KnownKeys.check(name, value(source, name)).stream())
                .findFirst()
                .ifPresent(problem -> {
                    throw problem;
                });
        for (var name : names) {
            if (value(source, name) instanceof CharSequence value
                    && !name.getLastElement(Form.UNIFORM).endsWith("password")) {
                Placeholders.checkResolved(environment.resolvePlaceholders(value.toString()), name.toString());
            }
        }
    }

    private static boolean isOurs(ConfigurationPropertySource source, ConfigurationPropertyName name) {
        if (!(source.getUnderlyingSource() instanceof PropertySource<?> underlying)) {
            return true;
        }
        // TLS_PORT may be anybody's, and the name of a variable does not say where a key ends.
        if (underlying instanceof SystemEnvironmentPropertySource) {
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
