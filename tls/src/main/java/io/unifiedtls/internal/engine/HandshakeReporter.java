package io.unifiedtls.internal.engine;

import java.util.Optional;

import javax.net.ssl.SSLEngine;

import org.jspecify.annotations.Nullable;

import io.unifiedtls.HandshakeFailure;

/**
 * What a server knows of a handshake and its engine cannot: bytes that never get to it, and why a connection ends.
 * Thread-safe.
 */
public final class HandshakeReporter {

    private final @Nullable Handshake handshake;

    HandshakeReporter(@Nullable Handshake handshake) {
        this.handshake = handshake;
    }

    /**
     * Returns those of the handshake of an engine. An engine that is not observed has nobody to tell; that is no error.
     */
    public static HandshakeReporter of(SSLEngine engine) {
        return new HandshakeReporter((engine instanceof TlsEngine tls) ? tls.handshake() : null);
    }

    private Optional<Handshake> handshake() {
        return Optional.ofNullable(this.handshake);
    }

    /** Says that the client has begun to send, though the engine may have seen nothing yet. */
    public void begun() {
        handshake().ifPresent(Handshake::begun);
    }

    /** Says that the connection is being closed because the handshake timed out. */
    public void timedOut() {
        handshake().ifPresent(any -> any.failed(HandshakeFailure.TIMEOUT, "the handshake timed out"));
    }

    /** Says that the connection has ended. */
    public void closed() {
        handshake().ifPresent(Handshake::aborted);
    }

    /** Says that something went wrong that ends the connection. */
    public void failed(Throwable error) {
        handshake().ifPresent(any -> any.failed(error));
    }
}
