package io.unifiedtls;

import java.util.List;
import java.util.function.Supplier;

/**
 * Has the session ticket keys of servers that change while the servers run, such as those that several nodes share.
 * Implementations must be thread-safe.
 */
@FunctionalInterface
public interface SessionTicketKeySource {

    /**
     * Returns where a server finds its keys. Called when the server is created, and again when what it trusts has
     * changed; it may block.
     *
     * <p>The supplier is asked for each connection: it must not block or fail, and returns the same list until the keys
     * change. New tickets are encrypted with the first key, of which there is always one; tickets encrypted with any of
     * them are accepted. Keys that come from files are read when the list changes.
     *
     * @param scope identifies the servers that may resume each other's sessions: those that verify clients and
     *     negotiate in the same way. Keys for one scope must never be used for another
     * @throws ConfigurationException if there is no way to the keys, now or later
     */
    Supplier<List<SessionTicketKey>> keys(byte[] scope) throws ConfigurationException;
}
