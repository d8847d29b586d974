package io.unifiedtls.boringssl.internal;

import java.util.List;

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
}
