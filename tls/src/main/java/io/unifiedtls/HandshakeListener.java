package io.unifiedtls;

/**
 * Receives the handshake events of a context: for each handshake, {@link #begun begun} and then exactly one outcome.
 *
 * <p>Called on the thread that drives the connection, by many threads concurrently: implementations must be thread-safe
 * and fast. The first exception that a listener throws is logged at {@code WARNING} to {@code io.unifiedtls.handshake};
 * exceptions affect neither the handshake nor other listeners.
 */
public interface HandshakeListener {

    /** Called when a ClientHello is sent or received. The negotiated values of the event are empty. */
    default void begun(HandshakeEvent event) {}

    /** Called when the handshake is complete and application data can be exchanged. */
    default void succeeded(HandshakeEvent event) {}

    /** Called when the handshake fails, with its {@linkplain HandshakeEvent#failure() reason}. */
    default void failed(HandshakeEvent event) {}

    /** Called when the connection is closed during the handshake, without an error. */
    default void aborted(HandshakeEvent event) {}
}
