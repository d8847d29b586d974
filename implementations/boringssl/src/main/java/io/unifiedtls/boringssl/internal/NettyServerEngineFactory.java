package io.unifiedtls.boringssl.internal;

import java.util.Optional;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import io.netty.internal.tcnative.SSL;

import io.unifiedtls.NamedGroup;
import io.unifiedtls.TlsVersion;
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

    /** Returns the IANA name of the group of a handshake of TLS 1.3, which Netty does not report. */
    static Optional<String> group(ReferenceCountedOpenSslEngine engine) {
        synchronized (engine) {
            var pointer = engine.sslPointer();
            if (pointer == 0
                    || !TlsVersion.TLSv1_3.protocol().equals(engine.getSession().getProtocol())) {
                return Optional.empty();
            }
            return groupName(pointer).map(NettyServerEngineFactory::registeredName);
        }
    }

    private static Optional<String> groupName(long pointer) {
        try {
            return Optional.ofNullable(SSL.getGroupName(pointer));
        } catch (Exception unknown) {
            return Optional.empty();
        }
    }

    /** BoringSSL has names of its own for the curves of NIST. */
    private static String registeredName(String name) {
        return switch (name) {
            case "P-256" -> NamedGroup.SECP256R1.protocolName();
            case "P-384" -> NamedGroup.SECP384R1.protocolName();
            case "P-521" -> NamedGroup.SECP521R1.protocolName();
            default -> NamedGroup.named(name).map(NamedGroup::protocolName).orElse(name);
        };
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
