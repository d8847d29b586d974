package io.unifiedtls.internal.javax;

import java.util.concurrent.locks.ReentrantLock;

import javax.net.ssl.SSLEngine;

import org.jspecify.annotations.Nullable;

/**
 * The engine of a socket. Until it is known what host a client is connected to, an engine without a host keeps the
 * settings that are made. Thread-safe.
 */
final class SocketEngine {

    private final EngineFactory engines;

    private final ReentrantLock lock = new ReentrantLock();

    private volatile @Nullable SSLEngine engine;

    SocketEngine(EngineFactory engines) {
        this.engines = engines;
    }

    EngineFactory engines() {
        return this.engines;
    }

    /** Returns the engine as it is now, to read and change its settings. */
    SSLEngine current() {
        var current = this.engine;
        if (current != null) {
            return current;
        }
        this.lock.lock();
        try {
            current = this.engine;
            if (current == null) {
                current = this.engines.create(null, 0);
                this.engine = current;
            }
            return current;
        } finally {
            this.lock.unlock();
        }
    }

    /** Returns the engine for the host that the socket is connected to, which is the current one from now on. */
    SSLEngine connected(@Nullable String host, int port) {
        if (host == null || !this.engines.areClients()) {
            return current();
        }
        this.lock.lock();
        try {
            var settings = this.engine;
            var connected = this.engines.create(host, port);
            if (settings != null) {
                copy(settings, connected);
                close();
            }
            this.engine = connected;
            return connected;
        } finally {
            this.lock.unlock();
        }
    }

    /** Returns one more with the settings of this one. */
    SocketEngine another() {
        var another = new SocketEngine(this.engines);
        var settings = this.engine;
        if (settings != null) {
            copy(settings, another.current());
        }
        return another;
    }

    private static void copy(SSLEngine from, SSLEngine to) {
        var parameters = from.getSSLParameters();
        if (parameters.getServerNames() == null) {
            parameters.setServerNames(to.getSSLParameters().getServerNames());
        }
        to.setSSLParameters(parameters);
        to.setEnableSessionCreation(from.getEnableSessionCreation());
    }

    /** Lets go of an engine that was never used: it may hold memory outside the heap. */
    void close() {
        var unused = this.engine;
        if (unused != null) {
            unused.closeOutbound();
        }
    }
}
