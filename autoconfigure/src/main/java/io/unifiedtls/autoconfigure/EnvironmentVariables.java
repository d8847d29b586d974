package io.unifiedtls.autoconfigure;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.origin.SystemEnvironmentOrigin;

import io.unifiedtls.autoconfigure.diagnostics.PropertyNames;
import io.unifiedtls.autoconfigure.diagnostics.Suggestions;
import io.unifiedtls.autoconfigure.diagnostics.TlsConfigurationException;

/**
 * Finds environment variables with a typo. A variable {@code TLS_…} may be anybody's, but one below an entry that
 * exists is ours, and Spring Boot ignores it if it names no property.
 */
final class EnvironmentVariables {

    private static final String IMPLEMENTATION = "implementation";

    private static final List<ConfigurationPropertyName> WEB_SERVERS = List.of(
            ConfigurationPropertyName.of(PropertyNames.server(WebServerEntries.WEB)),
            ConfigurationPropertyName.of(PropertyNames.server(WebServerEntries.MANAGEMENT)));

    // tls.servers.web
    private static final int ENTRY = 3;

    private final IterableConfigurationPropertySource variables;

    private final Set<ConfigurationPropertyName> entries;

    /**
     * Looks at variables.
     *
     * @param entries those that are written elsewhere, such as {@code tls.servers.web}
     */
    EnvironmentVariables(IterableConfigurationPropertySource variables, Set<ConfigurationPropertyName> entries) {
        this.variables = variables;
        this.entries = new LinkedHashSet<>(entries);
        this.entries.addAll(WEB_SERVERS);
        variables.stream()
                .filter(name -> name.getNumberOfElements() > ENTRY
                        && isBelowTls(name)
                        && PropertyValidator.check(name, "").isEmpty())
                .forEach(name -> this.entries.add(name.chop(ENTRY)));
    }

    private static boolean isBelowTls(ConfigurationPropertyName name) {
        return name.getElement(0, Form.UNIFORM).equals(PropertyNames.PREFIX);
    }

    /** Returns a problem for each variable that is ours and sets no property. */
    Stream<TlsConfigurationException> problems() {
        return this.variables.stream()
                .filter(name -> name.getNumberOfElements() > 1 && isBelowTls(name))
                .filter(name -> !isServiceLink(name))
                .flatMap(name -> problem(name).stream());
    }

    private Optional<TlsConfigurationException> problem(ConfigurationPropertyName name) {
        var section = name.getElement(1, Form.UNIFORM);
        var elsewhere = PropertyValidator.section(section);
        if (elsewhere.isPresent() && name.getNumberOfElements() > 2) {
            return new Section(
                            PropertyNames.PREFIX + "." + elsewhere.get().getKey(),
                            elsewhere.get().getValue())
                    .problem(name, 2, true);
        }
        if (name.getNumberOfElements() == 2) {
            return Suggestions.nearest(section, Set.of(IMPLEMENTATION), 2)
                    .filter(nearest -> !nearest.equals(section))
                    .map(nearest -> instead(name, PropertyNames.PREFIX, "tls.implementation"));
        }
        return Suggestions.nearest(section, Set.of("servers", "clients"), 2)
                .flatMap(nearest -> belowEntry(name, nearest, nearest.equals(section)));
    }

    private Optional<TlsConfigurationException> belowEntry(
            ConfigurationPropertyName name, String section, boolean exact) {
        var paths = PropertyValidator.paths(
                section.equals("servers") ? TlsProperties.Server.class : TlsProperties.Client.class);
        Optional<TlsConfigurationException> problem = Optional.empty();
        var written = "";
        for (var end = ENTRY; end <= name.getNumberOfElements(); end++) {
            written += squashed(name.getElement(end - 1, Form.UNIFORM));
            var entryName = written;
            var entry = this.entries.stream()
                    .filter(one -> one.getElement(1, Form.UNIFORM).equals(section))
                    .map(one -> one.getLastElement(Form.ORIGINAL))
                    .filter(one -> squashed(one).equals(entryName))
                    .findFirst();
            if (entry.isPresent()) {
                problem = new Section(PropertyNames.entry(PropertyNames.PREFIX + "." + section, entry.get()), paths)
                        .problem(name, end, exact);
                if (problem.isEmpty()) {
                    return problem;
                }
            }
        }
        return (problem.isEmpty() && exact) ? ofNewEntry(name, section, paths) : problem;
    }

    /**
     * Returns what is wrong with a variable that ends like a property of an entry that is written nowhere else: Spring
     * Boot takes only the first word for the name of the entry.
     */
    private Optional<TlsConfigurationException> ofNewEntry(
            ConfigurationPropertyName name, String section, List<String> paths) {
        var map = PropertyNames.PREFIX + "." + section;
        var words = new ArrayList<String>();
        for (var end = ENTRY; end < name.getNumberOfElements(); end++) {
            words.add(name.getElement(end - 1, Form.UNIFORM));
            var written = squashed(name, end, name.getNumberOfElements());
            if (paths.stream().map(EnvironmentVariables::squashed).anyMatch(written::equals)) {
                var property = PropertyNames.entry(map, String.join("", words));
                return new Section(property, paths)
                        .problem(name, end, false)
                        .map(problem -> (words.size() == 1) ? problem : underscored(problem, words, map));
            }
        }
        return Optional.empty();
    }

    private static TlsConfigurationException underscored(
            TlsConfigurationException problem, List<String> words, String map) {
        var entry = String.join("-", words);
        return new TlsConfigurationException(
                problem.property(),
                "this environment variable does not match a property: %s has no entry %s, and the name of an entry that is set only by variables cannot have an underscore"
                        .formatted(map, entry),
                "%s Or add the entry %s to a file.".formatted(problem.instruction(), entry),
                "");
    }

    /** Properties that a variable may set, by their names below {@code property} with {@code #} for an index. */
    private final class Section {

        private final String property;

        private final List<String> paths;

        Section(String property, List<String> paths) {
            this.property = property;
            this.paths = paths;
        }

        /**
         * Returns what is wrong with the part of a name from an element on; only a typo if others may have written it.
         */
        Optional<TlsConfigurationException> problem(ConfigurationPropertyName name, int from, boolean isOurs) {
            var written = squashed(name, from, name.getNumberOfElements());
            var nearest = Suggestions.nearest(
                            written,
                            this.paths.stream()
                                    .map(EnvironmentVariables::squashed)
                                    .toList(),
                            3)
                    .flatMap(found -> this.paths.stream()
                            .filter(path -> squashed(path).equals(found))
                            .findFirst())
                    .map(path -> this.property + indexed(path, name, from));
            if (nearest.isPresent()) {
                var meant = ConfigurationPropertyName.adapt(nearest.get(), '.');
                return sets(meant)
                                && squashed(name, 1, name.getNumberOfElements())
                                        .equals(squashed(meant, 1, meant.getNumberOfElements()))
                        ? Optional.empty()
                        : Optional.of(instead(name, this.property, nearest.get()));
            }
            return isOurs ? Optional.of(unknown(name, from)) : Optional.empty();
        }

        private TlsConfigurationException unknown(ConfigurationPropertyName name, int from) {
            var asProperty = new StringBuilder(this.property);
            for (var i = from; i < name.getNumberOfElements(); i++) {
                var element = name.getElement(i, Form.UNIFORM);
                asProperty.append(name.isNumericIndex(i) ? "[%s]".formatted(element) : "." + element);
            }
            var known = PropertyValidator.check(ConfigurationPropertyName.adapt(asProperty.toString(), '.'), "…");
            return new TlsConfigurationException(
                    variable(name),
                    "this environment variable does not match a property of %s".formatted(this.property),
                    known.map(TlsConfigurationException::instruction).orElse("Remove it."),
                    known.map(TlsConfigurationException::snippet).orElse(""));
        }
    }

    /** Spring Boot finds a variable in some forms only: all words of a key apart, or none. */
    private boolean sets(ConfigurationPropertyName property) {
        return this.variables.getConfigurationProperty(property) != null;
    }

    private TlsConfigurationException instead(ConfigurationPropertyName name, String section, String property) {
        var variable = variable(name);
        var prefix = variable.substring(
                0, Math.max(0, variable.length() - joined(name).length()));
        return new TlsConfigurationException(
                variable,
                "this environment variable does not match a property of %s".formatted(section),
                "Use %s instead, which sets %s."
                        .formatted(prefix + joined(ConfigurationPropertyName.adapt(property, '.')), property),
                "");
    }

    private String variable(ConfigurationPropertyName name) {
        var property = this.variables.getConfigurationProperty(name);
        return property != null && property.getOrigin() instanceof SystemEnvironmentOrigin origin
                ? origin.getProperty()
                : joined(name);
    }

    private static String joined(ConfigurationPropertyName name) {
        var elements = new ArrayList<String>();
        for (var i = 0; i < name.getNumberOfElements(); i++) {
            elements.add(name.getElement(i, Form.UNIFORM).toUpperCase(Locale.ROOT));
        }
        return String.join("_", elements);
    }

    /** What Kubernetes sets for a service that happens to have a name such as {@code tls-servers-web}. */
    private boolean isServiceLink(ConfigurationPropertyName name) {
        var variable = joined(name);
        return variable.matches(".*_SERVICE_(HOST|PORT(_.+)?)|.*_PORT_\\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?")
                || (variable.endsWith("_PORT") && value(name).contains("://"));
    }

    private String value(ConfigurationPropertyName name) {
        var property = this.variables.getConfigurationProperty(name);
        return (property != null) ? property.getValue().toString() : "";
    }

    /** Returns a path below the section, with the indexes of a name, as properties are written. */
    private static String indexed(String path, ConfigurationPropertyName name, int from) {
        var property = new StringBuilder();
        var at = from;
        for (var element : path.split("\\.")) {
            if (!element.equals("#")) {
                property.append('.').append(element);
                continue;
            }
            while (at < name.getNumberOfElements() && !name.isNumericIndex(at)) {
                at++;
            }
            property.append('[')
                    .append(at < name.getNumberOfElements() ? name.getElement(at++, Form.UNIFORM) : "0")
                    .append(']');
        }
        return property.toString();
    }

    private static String squashed(ConfigurationPropertyName name, int from, int end) {
        var text = new StringBuilder();
        for (var i = from; i < end; i++) {
            text.append(name.isNumericIndex(i) ? "#" : squashed(name.getElement(i, Form.UNIFORM)));
        }
        return text.toString();
    }

    /** Without what the name of a variable cannot have. */
    private static String squashed(String path) {
        return path.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9#]", "");
    }
}
