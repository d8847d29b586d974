package io.unifiedtls.autoconfigure.shared;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Where certificate chains are kept. All methods block, and may be called from any thread. */
interface CertificateTable {

    /** A node that has missed more changes asks for everything again. */
    int MOST_CHANGES = 10_000;

    /**
     * What has changed.
     *
     * @param version the last change
     * @param serverNames the names and wildcards whose chains have changed; empty if there are too many to list
     */
    record Changes(long version, Optional<Set<String>> serverNames) {}

    /**
     * Returns the chains of the first of these names that has any.
     *
     * @param serverNames a host name, and the wildcard for it
     */
    List<StoredChain> find(List<String> serverNames) throws IOException;

    Optional<StoredChain> get(String id) throws IOException;

    /** Returns chains, those that expire first at the beginning. */
    List<StoredChain> soonestToExpire(int offset, int limit) throws IOException;

    /** Adds a chain, or replaces the one with its id. */
    void put(StoredChain chain) throws IOException;

    /** Removes a chain, and returns whether there was one. */
    boolean remove(String id) throws IOException;

    /** Returns what has changed since a version; nothing but the version if that is the last one. */
    Changes changesSince(long version) throws IOException;
}
