package io.unifiedtls;

import java.nio.ByteBuffer;

/**
 * An in-memory TLS connection, which does no I/O: the caller passes data between the buffer and the network (PEP 748,
 * "Buffer").
 *
 * <p>{@link WantReadException} means that more data from the network is needed: send the outgoing data, then call
 * {@link #processIncoming}. {@link WantWriteException} means that outgoing data must be sent first. Nothing is lost:
 * repeat the same call. After any other {@link TlsException} the connection is over, and the outgoing data is the alert
 * for the peer.
 *
 * <p>Not thread-safe.
 */
public non-sealed interface TlsBuffer extends TlsConnection {

    /**
     * Continues the handshake until it is complete, and verifies the peer.
     *
     * @throws WantReadException if more data from the peer is needed
     * @throws WantWriteException if too much outgoing data is pending
     */
    void doHandshake() throws TlsException;

    /**
     * Reads application data, and completes the handshake first if necessary.
     *
     * @return the number of bytes read, possibly fewer than the destination has room for; -1 after the peer's
     *     {@code close_notify}
     * @throws WantReadException if no data is available yet
     * @throws WantWriteException if too much outgoing data is pending, since the next message may need an answer
     * @throws RaggedEofException if the data ended without the peer's {@code close_notify}
     */
    int read(ByteBuffer destination) throws TlsException;

    /**
     * Reads application data, and completes the handshake first if necessary.
     *
     * @param amount the maximum number of bytes to return
     * @return the data; empty after the peer's {@code close_notify}
     * @throws WantReadException if no data is available yet
     * @throws WantWriteException if too much outgoing data is pending, since the next message may need an answer
     * @throws RaggedEofException if the data ended without the peer's {@code close_notify}
     */
    byte[] read(int amount) throws TlsException;

    /**
     * Encrypts application data, and completes the handshake first if necessary.
     *
     * @return the number of bytes consumed, possibly fewer than the source has
     * @throws WantReadException if the handshake needs more data from the peer
     * @throws WantWriteException if too much outgoing data is pending; nothing was consumed
     */
    int write(ByteBuffer source) throws TlsException;

    /**
     * Returns how many bytes of application data {@link #read(int)} returns without processing more data from the
     * network. Zero does not mean that there is none: a record that has arrived is decrypted when it is read.
     */
    int plaintextBytesBuffered();

    /**
     * Closes the connection: sends {@code close_notify} and waits for the peer's. Application data that has arrived is
     * not lost: it must be read first.
     *
     * @throws WantReadException if the peer's {@code close_notify} has not arrived yet, or application data is unread:
     *     {@linkplain #read read} until the end, then call this method again
     * @throws RaggedEofException if the data ended without it
     */
    void shutdown() throws TlsException;

    /**
     * Accepts data from the network: all of it or nothing.
     *
     * @throws WantReadException if there is no room; nothing was consumed: {@linkplain #read read} first
     * @throws IllegalStateException if there is data although {@link #processIncomingEof()} was called
     */
    void processIncoming(ByteBuffer source) throws TlsException;

    /** Notifies the buffer that the network has reached its end: no more data will arrive. */
    void processIncomingEof();

    /** Returns the number of bytes from the network that have not been processed yet. */
    int incomingBytesBuffered();

    /**
     * Removes outgoing data, to be sent to the network.
     *
     * @param amount the maximum number of bytes to return
     * @return the data; empty if none is pending
     */
    byte[] processOutgoing(int amount);

    /**
     * Removes outgoing data, to be sent to the network.
     *
     * @return the number of bytes written to the destination
     */
    int processOutgoing(ByteBuffer destination);

    /** Returns the number of outgoing bytes. */
    int outgoingBytesBuffered();
}
