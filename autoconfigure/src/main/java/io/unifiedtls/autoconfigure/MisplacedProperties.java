package io.unifiedtls.autoconfigure;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;

import io.unifiedtls.autoconfigure.diagnostics.PropertyNames;
import io.unifiedtls.autoconfigure.diagnostics.Snippet;
import io.unifiedtls.autoconfigure.diagnostics.TlsConfigurationException;

/** Finds entries that are indented too far, or not far enough. */
final class MisplacedProperties {

    // tls.servers.web.KEY
    private static final int ENTRY = 3;

    private MisplacedProperties() {}

    /** Returns where an unknown key belongs, if it is on the wrong level. */
    static Optional<TlsConfigurationException> misplaced(ConfigurationPropertyName name, int depth) {
        return switch (depth) {
            case ENTRY -> sectionBelowTheOther(name).or(() -> nameWithADot(name));
            case 1 -> atTheTop(name);
            default -> Optional.empty();
        };
    }

    /** {@code clients} below {@code servers} looks like a server of that name. */
    private static Optional<TlsConfigurationException> sectionBelowTheOther(ConfigurationPropertyName name) {
        var section = name.getElement(1, Form.UNIFORM);
        var below = name.getElement(2, Form.UNIFORM);
        var other = section.equals("servers") ? "clients" : "servers";
        if (!below.equals(other)) {
            return Optional.empty();
        }
        var moved = "tls.%s.%s".formatted(other, name.getElement(ENTRY, Form.ORIGINAL));
        return Optional.of(new TlsConfigurationException(
                name.chop(ENTRY).toString(),
                "%s belongs next to %s, not below it".formatted(other, section),
                "Indent it like %s:".formatted(section),
                Snippet.of(moved, "…")));
    }

    /** {@code my.api} is the entry {@code my} with a property {@code api}, unless it is in brackets. */
    private static Optional<TlsConfigurationException> nameWithADot(ConfigurationPropertyName name) {
        var section = name.chop(2).toString();
        var isSection = section.equals(PropertyNames.SERVERS) || section.equals(PropertyNames.CLIENTS);
        if (!isSection || WebServerEntries.isWebServer(name.getElement(2, Form.ORIGINAL))) {
            return Optional.empty();
        }
        for (var key = ENTRY + 1; key < name.getNumberOfElements() && !name.isNumericIndex(key - 1); key++) {
            if (isOfEntry(name.getElement(key, Form.UNIFORM))) {
                var entry = IntStream.range(2, key)
                        .mapToObj(element -> name.getElement(element, Form.ORIGINAL))
                        .collect(Collectors.joining("."));
                return Optional.of(new TlsConfigurationException(
                        name.chop(key).toString(),
                        "a name with a dot must be in brackets",
                        "Put it in brackets and quotes (%s[%s] outside YAML):".formatted(section, entry),
                        "tls:\n  %s:\n    \"[%s]\":\n      %s: …"
                                .formatted(
                                        name.getElement(1, Form.ORIGINAL),
                                        entry,
                                        name.getElement(key, Form.ORIGINAL))));
            }
        }
        return Optional.empty();
    }

    private static Optional<TlsConfigurationException> atTheTop(ConfigurationPropertyName name) {
        var key = name.getElement(1, Form.UNIFORM);
        if (isOfEntry(key)) {
            var written = name.getElement(1, Form.ORIGINAL);
            return Optional.of(belongs(name, written, key, ".web." + written, ".payments." + written));
        }
        if (name.getNumberOfElements() > 2 && isOfEntry(name.getElement(2, Form.UNIFORM))) {
            var entry = name.getElement(1, Form.ORIGINAL);
            return Optional.of(belongs(name, entry, name.getElement(2, Form.UNIFORM), "." + entry, "." + entry));
        }
        return Optional.empty();
    }

    private static TlsConfigurationException belongs(
            ConfigurationPropertyName name, String written, String key, String ofServer, String ofClient) {
        var server = PropertyNames.SERVERS + ofServer;
        var client = PropertyNames.CLIENTS + ofClient;
        var isServer = PropertyValidator.has(TlsProperties.Server.class, key);
        var isClient = PropertyValidator.has(TlsProperties.Client.class, key) && !written.equals("web");
        var property = isServer ? server : client;
        return new TlsConfigurationException(
                name.chop(2).toString(),
                "%s belongs below %s"
                        .formatted(
                                written,
                                isServer && isClient
                                        ? "tls.servers or tls.clients"
                                        : isServer ? "tls.servers" : "tls.clients"),
                isServer && isClient ? "Use %s or %s:".formatted(server, client) : "Use %s:".formatted(property),
                Snippet.of(property, "…"));
    }

    private static boolean isOfEntry(String key) {
        return PropertyValidator.has(TlsProperties.Server.class, key)
                || PropertyValidator.has(TlsProperties.Client.class, key);
    }
}
