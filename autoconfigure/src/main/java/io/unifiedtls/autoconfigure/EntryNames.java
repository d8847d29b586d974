package io.unifiedtls.autoconfigure;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;

import io.unifiedtls.autoconfigure.diagnostics.PropertyNames;
import io.unifiedtls.autoconfigure.diagnostics.TlsConfigurationException;

/** Names of entries that are one to Spring Boot, which ignores case and dashes, and two in a map. */
final class EntryNames {

    private static final List<ConfigurationPropertyName> MAPS = List.of(
            ConfigurationPropertyName.of(PropertyNames.SERVERS), ConfigurationPropertyName.of(PropertyNames.CLIENTS));

    private EntryNames() {}

    /**
     * Returns the entries that are written, such as {@code tls.servers.web}.
     *
     * @throws TlsConfigurationException for {@code Web}, which no web server uses, and for {@code my-api} beside
     *     {@code myApi}
     */
    static Set<ConfigurationPropertyName> check(List<IterableConfigurationPropertySource> sources) {
        var written = new LinkedHashMap<ConfigurationPropertyName, String>();
        sources.forEach(source -> source.stream()
                .forEach(name -> MAPS.stream()
                        .filter(map -> map.isAncestorOf(name))
                        .forEach(map -> check(name.chop(map.getNumberOfElements() + 1), written))));
        return written.keySet();
    }

    private static void check(ConfigurationPropertyName entry, Map<ConfigurationPropertyName, String> written) {
        var name = entry.getLastElement(Form.ORIGINAL);
        var uniform = entry.getLastElement(Form.UNIFORM);
        var property = PropertyNames.entry(entry.getParent().toString(), name);
        if (entry.getElement(1, Form.UNIFORM).equals("servers")
                && WebServerEntries.isWebServer(uniform)
                && !name.equals(uniform)) {
            throw new TlsConfigurationException(
                    property,
                    "the %s uses the entry named %s, not %s"
                            .formatted(
                                    uniform.equals(WebServerEntries.WEB) ? "embedded web server" : "management server",
                                    uniform,
                                    name),
                    "Use tls.servers.%s instead.".formatted(uniform),
                    "");
        }
        var before = written.putIfAbsent(entry, name);
        if (before != null && !before.equals(name)) {
            throw new TlsConfigurationException(
                    property,
                    "%s and %s are the same entry: case and dashes make no difference".formatted(before, name),
                    "Spell the name the same way everywhere, or choose another one.",
                    "");
        }
    }

    /** Returns a map without the names in which an environment variable writes an entry that has another one. */
    static <T> Map<String, T> withoutRepeated(Map<String, T> entries, String section) {
        var byName = new LinkedHashMap<ConfigurationPropertyName, String>();
        for (var name : entries.keySet()) {
            var entry = ConfigurationPropertyName.adapt(PropertyNames.entry(section, name), '.');
            var isOfVariable = name.equals(entry.getLastElement(Form.UNIFORM));
            byName.merge(entry, name, (before, other) -> isOfVariable ? before : other);
        }
        var result = new LinkedHashMap<>(entries);
        result.keySet().retainAll(byName.values());
        return result;
    }
}
