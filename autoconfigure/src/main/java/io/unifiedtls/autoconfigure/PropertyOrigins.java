package io.unifiedtls.autoconfigure;

import java.util.IdentityHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import io.unifiedtls.ConfigurationException;
import io.unifiedtls.TlsPrivateKey;
import io.unifiedtls.autoconfigure.diagnostics.ConfigurationAdvice;
import io.unifiedtls.autoconfigure.diagnostics.TlsConfigurationException;

/** Which property each value of a configuration came from. Not thread-safe. */
final class PropertyOrigins {

    // how MaterialSource.Buffer describes itself: it only knows its size
    private static final Pattern BUFFER = Pattern.compile("a buffer of [0-9]+ bytes");

    private final String entry;

    private final Map<Object, Setting> settings = new IdentityHashMap<>();

    private record Setting(String property, @Nullable String location) {}

    PropertyOrigins(String entry) {
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
        this.settings.put(value, new Setting(property, LocationFormat.printable(location)));
        return value;
    }

    /** Returns the error with the property that is at fault. */
    TlsConfigurationException explain(ConfigurationException exception) {
        var setting = exception.setting().map(this::find).orElse(new Setting(this.entry, null));
        var problem = exception.getMessage();
        if (problem != null && setting.location() != null) {
            problem = BUFFER.matcher(problem).replaceAll(Matcher.quoteReplacement(setting.location()));
        }
        return ConfigurationAdvice.on(setting.property(), problem, exception);
    }

    private @Nullable Setting find(Object value) {
        var setting = this.settings.get(value);
        // An implementation makes the key itself where it is in the source of the certificate.
        return (setting == null && value instanceof TlsPrivateKey key) ? this.settings.get(key.source()) : setting;
    }
}
