package io.unifiedtls;

import java.nio.ByteBuffer;

/**
 * A TLS connection in memory, which does no I/O of its own: what comes from the network is put in, what is to go to the
 * network is taken out (PEP 748, "Buffer").
 *
 * <p>{@link WantReadException} says that nothing can be done before more data was put in with {@link #processIncoming};
 * outgoing data has to be sent first. {@link WantWriteException} says that outgoing data has to be taken out. Nothing
 * is lost: the same call goes on later. After any other {@link TlsException} the connection is over; what is still
 * outgoing then is the alert for the peer.
 *
 * <p>Not thread-safe.
 */
public non-sealed interface TlsBuffer extends TlsConnection {

    /**
     * Goes on with the handshake until it is complete, and verifies the peer.
     *
     * @throws WantReadException if the peer's next messages are needed
     * @throws WantWriteException if much is outgoing, and there is more to say
     */
    void doHandshake() throws TlsException;

    /**
     * Reads application data, after the handshake if that was not done.
     *
     * @return how many bytes were read, possibly fewer than there is room for; -1 at the end, which is the peer's
     *     {@code close_notify}
     * @throws WantReadException if there are none yet
     * @throws WantWriteException if much is outgoing, and what comes next may have to be answered
     * @throws RaggedEofException if the data ended without the peer's {@code close_notify}
     */
    int read(ByteBuffer destination) throws TlsException;

    /**
     * Reads application data, after the handshake if that was not done.
     *
     * @param amount the largest number of bytes to return
     * @return some bytes; none at the end, which is the peer's {@code close_notify}
     * @throws WantReadException if there are none yet
     * @throws WantWriteException if much is outgoing, and what comes next may have to be answered
     * @throws RaggedEofException if the data ended without the peer's {@code close_notify}
     */
    byte[] read(int amount) throws TlsException;

    /**
     * Encrypts application data, after the handshake if that was not done.
     *
     * @return how many bytes were taken from the source, possibly fewer than it has
     * @throws WantReadException if the handshake needs the peer's next messages
     * @throws WantWriteException if so much is outgoing that nothing was taken
     */
    int write(ByteBuffer source) throws TlsException;

    /**
     * Closes the connection: says {@code close_notify} to the peer, and waits for the peer's. Application data that
     * comes meanwhile is dropped.
     *
     * @throws WantReadException if the peer's {@code close_notify} has not come yet
     * @throws RaggedEofException if the data ended without it
     */
    void shutdown() throws TlsException;

    /**
     * Takes data from the network: all that the source has, or none.
     *
     * @throws WantReadException if there is no room, so that nothing was taken: {@linkplain #read read} first
     */
    void processIncoming(ByteBuffer source) throws TlsException;

    /** Takes note that nothing more will come from the network. */
    void processIncomingEof();

    /** Returns how many bytes from the network have not been processed yet. */
    int incomingBytesBuffered();

    /**
     * Takes out data for the network.
     *
     * @param amount the largest number of bytes to return
     * @return the next bytes; none if there are none
     */
    byte[] processOutgoing(int amount);

    /**
     * Takes out data for the network.
     *
     * @return how many bytes were put into the destination
     */
    int processOutgoing(ByteBuffer destination);

    /** Returns how many bytes are waiting for the network. */
    int outgoingBytesBuffered();
}
