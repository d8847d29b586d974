package io.unifiedtls.internal.context;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.unifiedtls.ConfigurationException;

/** The session ticket keys of a server. Thread-safe. */
@FunctionalInterface
public interface TicketKeys {

    /** Those of a client. */
    TicketKeys NONE = List::of;

    /**
     * Returns those of a server: the ones of its configuration or of its source, or else random ones.
     *
     * @throws ConfigurationException if the keys of the source cannot be used
     */
    static TicketKeys of(ServerEngineParameters setup, SessionIdContext scope) throws ConfigurationException {
        var source = setup.configuration().sessionTicketKeySource();
        if (source.isPresent()) {
            return new SourcedTicketKeys(source.get(), scope.settings());
        }
        return setup.ticketKeys().isEmpty() ? new TicketKeyRing(setup.clock()) : setup::ticketKeys;
    }

    /** Returns what is known of these keys. */
    default Inspection.TicketKeys inspection() {
        return new Inspection.TicketKeys(current().size(), madeAt());
    }

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
