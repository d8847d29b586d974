package io.unifiedtls;

/**
 * Is told of the handshakes of a context: of each one that it has begun, and then of exactly one outcome.
 *
 * <p>Called on the thread that drives the connection, from many threads at once: it has to be thread-safe and quick.
 * The first exception of a listener is logged at {@code WARNING} to {@code io.unifiedtls.handshake}; none changes the
 * handshake, or what other listeners are told.
 */
public interface HandshakeListener {

    /** A ClientHello was sent or seen; of the event, what is negotiated is empty. */
    default void begun(HandshakeEvent event) {}

    /** The handshake is complete and application data may flow. */
    default void succeeded(HandshakeEvent event) {}

    /** The handshake ended with an error, {@linkplain HandshakeEvent#failure() of some kind}. */
    default void failed(HandshakeEvent event) {}

    /** The connection ended before the handshake did, with no error. */
    default void aborted(HandshakeEvent event) {}
}
