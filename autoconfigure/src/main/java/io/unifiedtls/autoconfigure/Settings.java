package io.unifiedtls.autoconfigure;

import java.util.IdentityHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.unifiedtls.ConfigurationException;

/** Which property each value of a configuration came from. Not thread-safe. */
final class Settings {

    private final String entry;

    private final Map<Object, Setting> settings = new IdentityHashMap<>();

    private record Setting(String property, @Nullable String location) {}

    Settings(String entry) {
        this.entry = entry;
    }

    /** Returns the property of the whole, such as {@code tls.servers.web}. */
    String entry() {
        return this.entry;
    }

    /** Keeps the property of a value, and returns the value. */
    <T> T put(T value, String property) {
        this.settings.put(value, new Setting(property, null));
        return value;
    }

    /** Keeps the property of a value and where the value comes from, and returns the value. */
    <T> T put(T value, String property, String location) {
        this.settings.put(value, new Setting(property, Location.printable(location)));
        return value;
    }

    /** Returns the error with the property that is at fault. */
    TlsConfigurationException explain(ConfigurationException exception) {
        var setting = exception.setting().map(this.settings::get).orElse(new Setting(this.entry, null));
        var problem = exception.getMessage();
        if (setting.location() != null && problem != null && !problem.contains(path(setting.location()))) {
            problem = "%s (%s)".formatted(problem, setting.location());
        }
        return Advice.on(setting.property(), problem, exception);
    }

    private static String path(String location) {
        return location.startsWith("file:") ? location.substring("file:".length()) : location;
    }
}
