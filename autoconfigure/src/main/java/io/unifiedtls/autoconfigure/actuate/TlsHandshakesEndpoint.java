package io.unifiedtls.autoconfigure.actuate;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/** Shows the last failed handshakes, and a sample of the successful ones if so configured. */
@Endpoint(id = "tlshandshakes")
final class TlsHandshakesEndpoint {

    private final HandshakeJournal journal;

    TlsHandshakesEndpoint(HandshakeJournal journal) {
        this.journal = journal;
    }

    /** The handshakes, the last one first. */
    record Descriptor(List<JournalEntryDescriptor> failures, List<JournalEntryDescriptor> successes)
            implements OperationResponseBody {}

    /**
     * Returns the handshakes.
     *
     * @param context only those of this context; by default, all
     * @param reason only those that failed for this reason, such as {@code peer_alert}; by default, all
     */
    @ReadOperation
    Descriptor handshakes(@Nullable String context, @Nullable String reason) {
        return new Descriptor(
                described(this.journal.failures(), context, reason),
                (reason == null) ? described(this.journal.successes(), context, null) : List.of());
    }

    private static List<JournalEntryDescriptor> described(
            List<JournalEntry> entries, @Nullable String context, @Nullable String reason) {
        return entries.stream()
                .map(JournalEntryDescriptor::of)
                .filter(entry -> context == null || context.equals(entry.context()))
                .filter(entry -> reason == null || reason.equals(entry.reason()))
                .toList();
    }
}
