package io.unifiedtls.benchmarks;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSessionContext;

import io.netty.util.ReferenceCountUtil;

/** Makes engines for both ends of connections in memory. */
interface Engines {

    /** Returns an engine in server mode. */
    SSLEngine server();

    /**
     * Returns an engine in client mode.
     *
     * @param port with another port no session is resumed
     */
    SSLEngine client(int port);

    /** Returns where clients keep their sessions. */
    SSLSessionContext clientSessions();

    /** Frees the native memory of an engine that needs it, after the connection was closed. */
    static void release(SSLEngine engine) {
        ReferenceCountUtil.release(engine);
    }
}
