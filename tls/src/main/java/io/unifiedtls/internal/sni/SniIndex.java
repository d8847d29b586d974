package io.unifiedtls.internal.sni;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.unifiedtls.ServerNameMatch;
import io.unifiedtls.ServerNamePolicy;
import io.unifiedtls.internal.text.ServerNames;

/**
 * Maps a server name to what is served for it: the name itself, then the wildcard for its first label, then the
 * default.
 *
 * <p>Immutable. A look-up costs two hash look-ups at most, however many names there are.
 *
 * @param <T> what is served
 */
public final class SniIndex<T> {

    /**
     * What a server name leads to.
     *
     * @param match how the name was matched
     * @param matchedName the name or wildcard that it matched; empty where none did
     * @param candidates what may be served, in the order configured; empty if the client is rejected
     */
    public record Match<T>(ServerNameMatch match, Optional<String> matchedName, List<T> candidates) {}

    /** A hash map, which compares hashes before it looks at names that are somewhere else in memory. */
    private final Map<String, Match<T>> matches;

    private final Match<T> unknown;

    private final Match<T> absent;

    private SniIndex(Map<String, Match<T>> matches, Match<T> unknown, Match<T> absent) {
        this.matches = matches;
        this.unknown = unknown;
        this.absent = absent;
    }

    /**
     * Returns an index of entries, the default one first.
     *
     * @param entries what is served, in the order configured; if there is none, all clients are rejected
     * @param names the names and wildcards of an entry, as {@link ServerNames#pattern} returns them
     * @param unknown what to do with a name that no entry has
     * @param absent what to do without a name
     */
    public static <T> SniIndex<T> of(
            List<T> entries, Function<T, List<String>> names, ServerNamePolicy unknown, ServerNamePolicy absent) {
        var byName = new HashMap<String, List<T>>();
        for (var entry : entries) {
            for (var name : new LinkedHashSet<>(names.apply(entry))) {
                byName.computeIfAbsent(name, any -> new ArrayList<>(1)).add(entry);
            }
        }
        var matches = new HashMap<String, Match<T>>();
        byName.forEach((name, candidates) -> matches.put(
                name,
                new Match<>(
                        name.startsWith("*.") ? ServerNameMatch.WILDCARD : ServerNameMatch.EXACT,
                        Optional.of(name),
                        List.copyOf(candidates))));
        var defaults = defaults(entries, names, byName);
        return new SniIndex<>(
                matches,
                fallback(unknown, ServerNameMatch.DEFAULT, defaults),
                fallback(absent, ServerNameMatch.ABSENT, defaults));
    }

    /** The first entry, and those for the same name: the same server, with another kind of key. */
    private static <T> List<T> defaults(List<T> entries, Function<T, List<String>> names, Map<String, List<T>> byName) {
        if (entries.isEmpty()) {
            return List.of();
        }
        var first = entries.get(0);
        return names.apply(first).stream()
                .findFirst()
                .map(name -> List.copyOf(byName.getOrDefault(name, List.of(first))))
                .orElseGet(() -> List.of(first));
    }

    private static <T> Match<T> fallback(ServerNamePolicy policy, ServerNameMatch match, List<T> defaults) {
        return (policy == ServerNamePolicy.REJECT || defaults.isEmpty())
                ? rejected()
                : new Match<>(match, Optional.empty(), defaults);
    }

    /** Returns the match of a client that is rejected. */
    static <T> Match<T> rejected() {
        return new Match<>(ServerNameMatch.REJECTED, Optional.empty(), List.of());
    }

    /** Returns what the name of a ClientHello leads to. */
    public Match<T> lookUp(Optional<String> serverName) {
        return serverName.map(this::lookUp).orElse(this.absent);
    }

    private Match<T> lookUp(String serverName) {
        var name = ServerNames.normalized(serverName);
        // Nothing but a host name: a client may not ask for a wildcard itself, nor for anything below one.
        if (!ServerNames.isHostName(name)) {
            return this.unknown;
        }
        var exact = this.matches.get(name);
        if (exact != null) {
            return exact;
        }
        var pattern = ServerNames.wildcardFor(name);
        var wildcard = (pattern != null) ? this.matches.get(pattern) : null;
        return (wildcard != null) ? wildcard : this.unknown;
    }

    /** Returns what a name or a wildcard leads to by itself; null if nothing. */
    @Nullable
    Match<T> get(String pattern) {
        return this.matches.get(pattern);
    }

    /** Returns what a name that nothing else is for leads to. */
    Match<T> unknown() {
        return this.unknown;
    }
}
