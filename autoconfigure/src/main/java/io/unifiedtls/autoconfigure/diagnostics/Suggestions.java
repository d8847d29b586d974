package io.unifiedtls.autoconfigure.diagnostics;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what somebody who mistyped a word is likely to have meant. */
public final class Suggestions {

    private Suggestions() {}

    /** Returns the candidate that the fewest edits make of a word, if they are few for its length. */
    public static Optional<String> nearest(String word, Collection<String> candidates) {
        // a third of the letters wrong: beyond that it is another word
        return nearest(word, candidates, Math.max(2, word.length() / 3));
    }

    /** Returns the candidate that the fewest edits make of a word, if they are not more than a limit. */
    public static Optional<String> nearest(String word, Collection<String> candidates, int limit) {
        return candidates.stream()
                .filter(candidate -> distance(word, candidate) <= limit)
                .min(Comparator.comparingInt((String candidate) -> distance(word, candidate))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** The number of letters to insert, remove or replace (Levenshtein), regardless of case. */
    private static int distance(String left, String right) {
        var from = left.toLowerCase(Locale.ROOT);
        var to = right.toLowerCase(Locale.ROOT);
        var previous = new int[to.length() + 1];
        for (var j = 0; j < previous.length; j++) {
            previous[j] = j;
        }
        for (var i = 1; i <= from.length(); i++) {
            var current = new int[to.length() + 1];
            current[0] = i;
            for (var j = 1; j <= to.length(); j++) {
                var replaced = previous[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replaced, Math.min(previous[j], current[j - 1]) + 1);
            }
            previous = current;
        }
        return previous[to.length()];
    }
}
