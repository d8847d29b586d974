package io.unifiedtls.autoconfigure.actuate;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;

import io.unifiedtls.autoconfigure.inspection.ChainDescriptor;
import io.unifiedtls.autoconfigure.inspection.Words;
import io.unifiedtls.internal.context.Inspection;
import io.unifiedtls.internal.sni.CertificateSelector.Verdict;

/**
 * Which certificate chain a server presents for a server name, and why.
 *
 * @param serverName absent for a client that does not send one
 * @param match how the name was matched: exact, wildcard, default, absent or rejected
 * @param matchedName the name or wildcard that it matched
 * @param explanation the match in words
 * @param candidates the chains for the name, in the configured order
 * @param clients for each kind of client, the index of the chain that it gets and why each of them is presented or not
 */
record SelectionDescriptor(
        @Nullable String serverName,
        String match,
        @Nullable String matchedName,
        String explanation,
        List<ChainDescriptor> candidates,
        Map<String, Choice> clients)
        implements OperationResponseBody {

    /**
     * What a client gets.
     *
     * @param presented the index of the presented chain among the candidates; absent if the client is rejected
     * @param verdicts why each candidate is presented or not
     */
    record Choice(@Nullable Integer presented, List<String> verdicts) {}

    static SelectionDescriptor of(@Nullable String serverName, Inspection.Selection selection, Instant now) {
        var clients = new LinkedHashMap<String, Choice>();
        selection.verdicts().forEach((client, verdicts) -> clients.put(client, choice(verdicts)));
        return new SelectionDescriptor(
                serverName,
                Words.of(selection.match()),
                selection.matchedName().orElse(null),
                explanation(selection),
                selection.candidates().stream()
                        .map(chain -> ChainDescriptor.of(chain, null, now))
                        .toList(),
                clients);
    }

    private static String explanation(Inspection.Selection selection) {
        var count = selection.candidates().size();
        var chains = (count == 1) ? "one chain" : "the first suitable of %d chains".formatted(count);
        return switch (selection.match()) {
            case EXACT -> "%s with exactly this name".formatted(chains);
            case WILDCARD ->
                "%s with the wildcard %s"
                        .formatted(chains, selection.matchedName().orElse(""));
            case DEFAULT -> "no chain has this name, so the default is presented: %s".formatted(chains);
            case ABSENT -> "without a server name, the default is presented: %s".formatted(chains);
            case REJECTED -> "the client is rejected with the alert unrecognized_name";
        };
    }

    private static Choice choice(List<Verdict> verdicts) {
        return new Choice(
                Verdict.presented(verdicts).stream().boxed().findFirst().orElse(null),
                verdicts.stream().map(Words::of).toList());
    }
}
