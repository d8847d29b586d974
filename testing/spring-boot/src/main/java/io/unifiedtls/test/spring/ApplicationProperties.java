package io.unifiedtls.test.spring;

import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.ConfigurationPropertyState;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** The properties of an environment, those of the test and those of the application. */
final class ApplicationProperties {

    private final MutablePropertySources sources;

    ApplicationProperties(MutablePropertySources sources) {
        this.sources = sources;
    }

    /** Returns whether a property has a value, or any property below it. */
    boolean contains(String property) {
        var name = ConfigurationPropertyName.adapt(property, '.');
        for (var source : ConfigurationPropertySources.from(this.sources)) {
            if (source.getConfigurationProperty(name) != null
                    || source.containsDescendantOf(name) == ConfigurationPropertyState.PRESENT) {
                return true;
            }
        }
        return false;
    }

    /**
     * Hides properties of the application, and all below them: a value of higher precedence would replace a property of
     * the same name, but not a {@code trust-store.keystore} beside a {@code trust-store.certificates}.
     *
     * @throws IllegalStateException if the test itself sets one of them
     */
    void hide(List<ConfigurationPropertyName> hidden) {
        var isTest = true;
        for (var source : this.sources.stream().toList()) {
            isTest &= !source.getName().equals(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME);
            var found = hidden.stream().filter(name -> contains(source, name)).findFirst();
            if (isTest && found.isPresent()) {
                throw new IllegalStateException(
                        ("%s is set by the test (%s), but @TlsTest sets all keys and certificates of this entry; remove"
                                        + " the property or @TlsTest")
                                .formatted(found.get(), source.getName()));
            }
            // an environment variable has no name that can be hidden without guessing
            if (found.isPresent() && !(source instanceof SystemEnvironmentPropertySource)) {
                this.sources.replace(source.getName(), new PartlyHidden((EnumerablePropertySource<?>) source, hidden));
            }
        }
    }

    private static boolean contains(PropertySource<?> source, ConfigurationPropertyName parent) {
        return source instanceof EnumerablePropertySource<?>
                && ConfigurationPropertySource.from(source) instanceof IterableConfigurationPropertySource properties
                && properties.stream().anyMatch(name -> isOrContains(parent, name));
    }

    private static boolean isOrContains(ConfigurationPropertyName parent, ConfigurationPropertyName name) {
        return parent.equals(name) || parent.isAncestorOf(name);
    }

    /** A property source without some of its properties. */
    private static final class PartlyHidden extends EnumerablePropertySource<EnumerablePropertySource<?>> {

        private final List<ConfigurationPropertyName> hidden;

        PartlyHidden(EnumerablePropertySource<?> source, List<ConfigurationPropertyName> hidden) {
            super(source.getName(), source);
            this.hidden = hidden;
        }

        @Override
        public String[] getPropertyNames() {
            return Stream.of(getSource().getPropertyNames())
                    .filter(this::isVisible)
                    .toArray(String[]::new);
        }

        @Override
        public @Nullable Object getProperty(String name) {
            return isVisible(name) ? getSource().getProperty(name) : null;
        }

        private boolean isVisible(String name) {
            var adapted = ConfigurationPropertyName.adapt(name, '.');
            return this.hidden.stream().noneMatch(parent -> isOrContains(parent, adapted));
        }
    }
}
