package io.unifiedtls.jsse;

import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLException;

import org.jspecify.annotations.Nullable;

import io.unifiedtls.internal.engine.DelegatingEngine;

/**
 * Warns of the host names that Conscrypt does not send: those without a dot, except {@code localhost}. Once for each
 * name of a client, since a client may connect often. Thread-safe.
 */
final class UnsentServerNames {

    private static final System.Logger LOGGER = System.getLogger("io.unifiedtls.ClientContext");

    /** As many as are kept in memory; hardly any client has more of them, and each has been told by then. */
    private static final int MOST = 1000;

    private final Function<SSLEngine, @Nullable String> hosts;

    private final Set<String> reported = ConcurrentHashMap.newKeySet();

    /**
     * Creates the names of one client.
     *
     * @param hosts returns the host of an engine
     */
    UnsentServerNames(Function<SSLEngine, @Nullable String> hosts) {
        this.hosts = hosts;
    }

    /** Returns an engine that warns when its handshake begins, since its host may change until then. */
    SSLEngine watching(SSLEngine engine) {
        return new DelegatingEngine(engine) {

            private boolean begun;

            @Override
            protected SSLEngine delegate() {
                return engine;
            }

            @Override
            public void beginHandshake() throws SSLException {
                begin();
                super.beginHandshake();
            }

            @Override
            public SSLEngineResult wrap(ByteBuffer[] sources, int offset, int length, ByteBuffer destination)
                    throws SSLException {
                begin();
                return super.wrap(sources, offset, length, destination);
            }

            private void begin() {
                if (!this.begun) {
                    this.begun = true;
                    report(UnsentServerNames.this.hosts.apply(engine));
                }
            }
        };
    }

    private void report(@Nullable String host) {
        if (host != null
                && host.indexOf('.') < 0
                && !host.equalsIgnoreCase("localhost")
                && host.indexOf(':') < 0 // an IPv6 address
                && this.reported.size() < MOST
                && this.reported.add(host)) {
            LOGGER.log(
                    System.Logger.Level.WARNING,
                    "conscrypt does not send the host name {0} to the server (SNI), since it has no dot; a server with"
                            + " several certificates may present the wrong one: use another implementation, such as jsse,"
                            + " or a host name with a dot",
                    host);
        }
    }
}
