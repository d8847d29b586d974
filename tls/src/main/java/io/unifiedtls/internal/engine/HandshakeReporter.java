package io.unifiedtls.internal.engine;

import java.net.SocketAddress;
import java.util.Optional;

import javax.net.ssl.SSLEngine;

import org.jspecify.annotations.Nullable;

import io.unifiedtls.HandshakeFailure;

/**
 * Reports what a server knows about a handshake and its engine cannot: bytes that never reach it, and why a connection
 * ends. Thread-safe.
 */
public final class HandshakeReporter {

    private final @Nullable Handshake handshake;

    HandshakeReporter(@Nullable Handshake handshake) {
        this.handshake = handshake;
    }

    /**
     * Returns the reporter for the handshake of an engine. It ignores all reports for an engine that is not a
     * {@link TlsEngine}.
     */
    public static HandshakeReporter of(SSLEngine engine) {
        return new HandshakeReporter((engine instanceof TlsEngine tls) ? tls.handshake() : null);
    }

    private Optional<Handshake> handshake() {
        return Optional.ofNullable(this.handshake);
    }

    /** Reports the address of the peer, if it is known. */
    public void remoteAddress(@Nullable SocketAddress address) {
        handshake().ifPresent(any -> any.remoteAddress(address));
    }

    /** Reports that the client has begun to send, although the engine may not have received anything yet. */
    public void begun() {
        handshake().ifPresent(Handshake::begun);
    }

    /** Reports that the connection is being closed because the handshake timed out. */
    public void timedOut() {
        handshake().ifPresent(any -> any.failed(HandshakeFailure.TIMEOUT, "the handshake timed out"));
    }

    /** Reports that the connection has ended. */
    public void closed() {
        handshake().ifPresent(Handshake::aborted);
    }

    /** Reports an error that ends the connection. */
    public void failed(Throwable error) {
        handshake().ifPresent(any -> any.failed(error));
    }
}
