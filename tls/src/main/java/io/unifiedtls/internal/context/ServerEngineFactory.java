package io.unifiedtls.internal.context;

import javax.net.ssl.SSLEngine;

import io.unifiedtls.internal.engine.SessionSource;

/** Makes the engines of one server. Thread-safe. */
public interface ServerEngineFactory {

    /** Returns an engine in server mode, with every setting of the configuration. */
    SSLEngine create();

    /** Returns where the sessions of these engines are. */
    SessionSource sessions();
}
