package io.unifiedtls.autoconfigure.shared;

import java.io.IOException;
import java.util.Optional;

/**
 * Where the nodes of an application keep the session ticket keys that they share: a few values, each replaced as a
 * whole, unless another node has replaced it meanwhile. Nodes need neither locks nor a leader. Implementations must be
 * thread-safe.
 *
 * <p>The values are encrypted: who can read or write them learns no key. They are at most {@value #LARGEST} bytes long.
 */
public interface TicketKeyStore {

    /** The length of the largest value, in bytes. */
    int LARGEST = 2_900;

    /**
     * A value.
     *
     * @param version differs from that of every other value of the same name, such as a number that is counted up
     */
    record Versioned(String version, byte[] value) {}

    /**
     * Returns a value; empty if there is none. May block; called from one thread at a time.
     *
     * @param name up to 40 characters, of letters, digits and dashes
     * @throws IOException if it cannot be found out now; so does a {@link RuntimeException}
     */
    Optional<Versioned> load(String name) throws IOException;

    /**
     * Replaces a value, unless another node has done so since it was loaded. May block.
     *
     * @param name as for {@link #load}
     * @param expectedVersion the version that was loaded; empty if there was no value
     * @return whether it was replaced; otherwise nothing has changed
     * @throws IOException if it cannot be replaced now; so does a {@link RuntimeException}
     */
    boolean replace(String name, Optional<String> expectedVersion, byte[] value) throws IOException;
}
