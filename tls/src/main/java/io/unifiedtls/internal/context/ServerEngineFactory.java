package io.unifiedtls.internal.context;

import java.util.List;
import java.util.Optional;

import javax.net.ssl.SSLEngine;

import io.unifiedtls.internal.engine.SessionSource;

/** Makes the engines of one server. Thread-safe. */
public interface ServerEngineFactory {

    /** Returns an engine in server mode, with every setting of the configuration. */
    SSLEngine create();

    /** Returns the session ticket keys in use; empty if only the library knows its own. */
    default Optional<Inspection.TicketKeys> ticketKeys() {
        return Optional.empty();
    }

    /** Returns where the sessions of these engines are. */
    SessionSource sessions();

    /**
     * Uses these session ticket keys instead of those before, of which there were some, for every handshake that begins
     * from now on. Only called if the library supports them.
     */
    default void use(List<TicketKey> ticketKeys) {
        throw new UnsupportedOperationException("no session ticket keys");
    }
}
