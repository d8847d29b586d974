package io.unifiedtls.autoconfigure;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.core.env.Environment;

import io.unifiedtls.autoconfigure.diagnostics.BindFailures;
import io.unifiedtls.autoconfigure.diagnostics.TlsConfigurationException;

/**
 * The values of single properties below {@code tls}. Binding all of them at once ends with the first one that is wrong,
 * so a configuration that was renamed by hand would be reported in pieces.
 */
final class PropertyValues {

    // tls.servers.web.ciphers
    private static final int ENTRY = 3;

    private final Environment environment;

    private final Binder binder;

    PropertyValues(Environment environment) {
        this.environment = environment;
        this.binder = Binder.get(environment);
    }

    /** Returns what is wrong with the value of a property; nothing if its name is. */
    Stream<TlsConfigurationException> problems(ConfigurationPropertyName name) {
        if (isCiphers(name)) {
            var property = name.chop(ENTRY + 1);
            var ciphers =
                    this.binder.bind(property, Bindable.listOf(String.class)).orElse(List.of());
            return CipherMapper.problems(ciphers, property.toString()).stream();
        }
        return PropertyValidator.type(name).flatMap(type -> problem(name, type)).stream();
    }

    private static boolean isCiphers(ConfigurationPropertyName name) {
        return name.getNumberOfElements() > ENTRY
                && name.getElement(ENTRY, Form.UNIFORM).equals("ciphers")
                && (name.getNumberOfElements() == ENTRY + 1 || name.isNumericIndex(ENTRY + 1));
    }

    private Optional<TlsConfigurationException> problem(ConfigurationPropertyName name, Class<?> type) {
        try {
            this.binder.bind(name, Bindable.of(type));
            return Optional.empty();
        } catch (BindException exception) {
            return isUnresolved(exception) ? Optional.empty() : Optional.of(BindFailures.explain(exception));
        }
    }

    /** An unresolved placeholder is reported as such. */
    private boolean isUnresolved(BindException exception) {
        var property = exception.getProperty();
        return property != null
                && this.environment
                        .resolvePlaceholders(String.valueOf(property.getValue()))
                        .contains("${");
    }
}
