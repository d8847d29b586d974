package io.unifiedtls.autoconfigure.diagnostics;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/** An invalid property below {@code tls}. Never contains a secret. */
public final class TlsConfigurationException extends RuntimeException {

    private static final String UNKNOWN = "for an unknown reason";

    private final String property;

    private final String problem;

    private final String instruction;

    private final String snippet;

    private final List<TlsConfigurationException> others;

    public TlsConfigurationException(String property, @Nullable String problem, String action, String snippet) {
        this(property, problem, action, snippet, null);
    }

    public TlsConfigurationException(
            String property, @Nullable String problem, String action, String snippet, @Nullable Throwable cause) {
        super("%s: %s".formatted(property, Objects.requireNonNullElse(problem, UNKNOWN)), cause);
        this.property = property;
        this.problem = Objects.requireNonNullElse(problem, UNKNOWN);
        this.instruction = action;
        this.snippet = snippet;
        this.others = List.of();
    }

    private TlsConfigurationException(List<TlsConfigurationException> all) {
        super(all.stream().map(Throwable::getMessage).collect(Collectors.joining("; ")));
        var first = all.get(0);
        this.property = first.property;
        this.problem = first.problem;
        this.instruction = first.instruction;
        this.snippet = first.snippet;
        this.others = all.subList(1, all.size());
    }

    /** Throws all problems as one, if there are any. */
    public static void throwIfAny(List<TlsConfigurationException> problems) {
        var combined = combined(problems);
        if (combined.isPresent()) {
            throw combined.get();
        }
    }

    /** Returns all problems as one, the first of each property; empty if there are none. */
    public static Optional<TlsConfigurationException> combined(List<TlsConfigurationException> problems) {
        var byProperty = new LinkedHashMap<String, TlsConfigurationException>();
        problems.forEach(problem -> byProperty.putIfAbsent(problem.property, problem));
        var all = List.copyOf(byProperty.values());
        if (all.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of((all.size() == 1) ? all.get(0) : new TlsConfigurationException(all));
    }

    /**
     * Returns the name of the property, such as {@code tls.servers.web.certificate-chains[0].private-key}, or of the
     * environment variable; the first one if several are invalid.
     */
    public String property() {
        return this.property;
    }

    public String problem() {
        return this.problem;
    }

    /** Returns the action to take, without the lines to paste. */
    public String instruction() {
        return this.instruction;
    }

    /** Returns the lines to paste, if any. */
    public String snippet() {
        return this.snippet;
    }

    /** Returns all problems that were found, including this one. */
    public List<TlsConfigurationException> all() {
        return Stream.concat(Stream.of(this), this.others.stream()).toList();
    }
}
