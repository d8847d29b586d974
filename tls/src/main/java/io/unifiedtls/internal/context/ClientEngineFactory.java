package io.unifiedtls.internal.context;

import java.util.Optional;

import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLEngine;

import io.unifiedtls.internal.engine.SessionSource;

/** Makes the engines of one client. Thread-safe. */
public interface ClientEngineFactory {

    /** Returns an engine in client mode, with every setting of the configuration, whose host is still to be set. */
    SSLEngine create();

    /**
     * Returns an engine in client mode, with every setting of the configuration.
     *
     * @param host the server to verify
     * @param port the port of the server; below zero if it is not known
     * @param serverName the name to ask for
     */
    SSLEngine create(String host, int port, Optional<SNIHostName> serverName);

    /** Returns where the sessions of these engines are. */
    SessionSource sessions();
}
