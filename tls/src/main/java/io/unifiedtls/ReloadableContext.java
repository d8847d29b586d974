package io.unifiedtls;

/**
 * A context whose files can be read again, without losing a connection: renewed certificates and keys, trust stores and
 * revocation lists.
 *
 * <p>It stands for one generation of its material at a time. New connections use the current one, also those of the
 * {@code SSLContext}, socket factories and server sockets that were made earlier; a connection keeps the generation
 * that it began with. Thread-safe.
 *
 * <p>Sessions can still be resumed after a reload, unless it changes who is trusted: then all sessions end, so that a
 * peer that is no longer trusted cannot resume one.
 */
public sealed interface ReloadableContext permits ReloadableServerContext, ReloadableClientContext {

    /**
     * Reads the files again, and uses them from the next connection on if their content has changed.
     *
     * <p>All of them are read once and checked together. If anything is wrong, nothing changes, and the current
     * material stays in use.
     *
     * @return whether the content has changed
     * @throws ConfigurationException if the files cannot be used
     */
    boolean reload() throws ConfigurationException;

    /** Returns the number of the current generation: 1 at first, and one more after each reload with new content. */
    long generation();
}
