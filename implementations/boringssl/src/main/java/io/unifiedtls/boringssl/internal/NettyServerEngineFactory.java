package io.unifiedtls.boringssl.internal;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import io.netty.internal.tcnative.SSL;

import io.unifiedtls.internal.context.ServerEngineFactory;

/** Engines of a server as Netty's handler drives them: their native memory is its to release. Thread-safe. */
public interface NettyServerEngineFactory extends ServerEngineFactory {

    /**
     * Returns a new engine, which the caller has to release.
     *
     * <p>A session is resumed only under the server name that the handshake of this thread has read; if it has not read
     * the whole ClientHello, never.
     */
    ReferenceCountedOpenSslEngine newEngine(ByteBufAllocator buffers);

    /** Returns whether the session of an engine was resumed, which Netty does not report. */
    static boolean isResumed(ReferenceCountedOpenSslEngine engine) {
        synchronized (engine) {
            var pointer = engine.sslPointer();
            return pointer != 0 && SSL.isSessionReused(pointer);
        }
    }

    /**
     * Returns whether the library has refused what an engine read after the handshake: once the alert is written Netty
     * reports it only with the next record, which may never come.
     */
    static boolean hasFailed(ReferenceCountedOpenSslEngine engine) {
        synchronized (engine) {
            var pointer = engine.sslPointer();
            // BoringSSL takes an error for the end of what can be read, which is not a close_notify then.
            return pointer != 0
                    && !engine.isInboundDone()
                    && (SSL.getShutdown(pointer) & SSL.SSL_RECEIVED_SHUTDOWN) != 0;
        }
    }
}
