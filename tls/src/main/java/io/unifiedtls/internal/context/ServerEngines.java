package io.unifiedtls.internal.context;

import java.util.List;

import javax.net.ssl.SSLEngine;

import io.unifiedtls.SessionTicketKey;
import io.unifiedtls.internal.engine.SessionSource;

/** Makes the engines of one server. Thread-safe. */
public interface ServerEngines {

    /** Returns an engine in server mode, with every setting of the configuration. */
    SSLEngine create();

    /**
     * Makes session tickets under the first key from now on, and takes those of all.
     *
     * @throws UnsupportedOperationException if the library cannot
     */
    default void replaceSessionTicketKeys(List<SessionTicketKey> keys) {
        throw new UnsupportedOperationException("the library takes no session ticket keys");
    }

    /** Returns where the sessions of these engines are. */
    SessionSource sessions();
}
