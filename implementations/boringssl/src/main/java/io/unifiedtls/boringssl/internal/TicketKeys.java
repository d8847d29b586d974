package io.unifiedtls.boringssl.internal;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.unifiedtls.internal.context.TicketKey;

/** The session ticket keys of a server. Thread-safe. */
@FunctionalInterface
interface TicketKeys {

    /** Those of a client. */
    TicketKeys NONE = List::of;

    /**
     * Returns the keys at this moment: new tickets are encrypted with the first, and tickets encrypted with any are
     * accepted. Returns the same list until the keys change.
     */
    List<TicketKey> current();

    /** Returns when the first of the keys was generated; empty for keys of the configuration. */
    default Optional<Instant> madeAt() {
        return Optional.empty();
    }
}
