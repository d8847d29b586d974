package io.unifiedtls;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/**
 * A TLS connection over TCP (PEP 748, "Socket").
 *
 * <p>Thread-safe: one thread may read while another one writes; other reads and writes wait. Any thread may close the
 * socket at any time: as with all channels, pending operations then throw
 * {@link java.nio.channels.AsynchronousCloseException}. Interrupting a waiting thread closes the socket and throws
 * {@link java.nio.channels.ClosedByInterruptException}. Operations on a closed socket throw
 * {@link java.nio.channels.ClosedChannelException}.
 *
 * <p>Blocking by default. A non-blocking socket throws {@link WantReadException} or {@link WantWriteException} if an
 * operation cannot make progress, since TLS may have to write in order to read: wait on {@link #selectableChannel()},
 * then call the same method again. While a {@linkplain ConnectTarget.Builder#nonBlocking() non-blocking connection} is
 * being established, {@link WantWriteException} means to wait for {@link java.nio.channels.SelectionKey#OP_CONNECT}.
 */
public non-sealed interface TlsSocket extends TlsConnection, ByteChannel {

    /**
     * Completes the handshake, if not yet done. By default, the first read or write does this.
     *
     * @throws TlsException if it fails; the connection is closed, on a blocking socket after at most one second in
     *     which the peer can read the alert
     * @throws java.net.SocketTimeoutException if the {@linkplain #setTimeout timeout} expires; the handshake can be
     *     continued
     */
    void doHandshake() throws IOException;

    /**
     * Reads application data.
     *
     * @return the number of bytes read; -1 after the peer's {@code close_notify}
     * @throws RaggedEofException if the connection ended without {@code close_notify}
     * @throws java.net.SocketTimeoutException if the {@linkplain #setTimeout timeout} expires; no data is lost
     */
    @Override
    int read(ByteBuffer destination) throws IOException;

    /**
     * Writes application data: all of it if the socket is blocking, otherwise as much as possible.
     *
     * @return the number of bytes consumed
     * @throws TlsAlertException if the peer closed the connection with an alert; data that it sent before can no longer
     *     be read
     * @throws IOException if the peer closed the connection without an alert; data that it sent before can still be
     *     read
     * @throws java.net.SocketTimeoutException if the {@linkplain #setTimeout timeout} expires; after the handshake, the
     *     connection is closed, since part of the data may have been sent
     */
    @Override
    int write(ByteBuffer source) throws IOException;

    /** Returns a stream that reads from this socket, which should be blocking. Closing the stream closes the socket. */
    InputStream inputStream();

    /**
     * Returns an unbuffered stream that writes to this socket. Closing the stream closes the socket.
     *
     * <p>The socket should be blocking: if the stream throws {@link WantWriteException}, it is unknown how much was
     * written.
     */
    OutputStream outputStream();

    /**
     * Sends {@code close_notify} and closes the connection for writing. Data that has arrived can be read.
     *
     * <p>Data that the peer still sends can be read too if the implementation supports
     * {@link TlsFeature#CLOSE_CONFIRMATION}.
     */
    void closeOutput() throws IOException;

    /**
     * Closes the connection: sends {@code close_notify}, waits for the peer's until the timeout, or five seconds by
     * default, and closes the socket. It is not an error if the peer does not answer. Data that was not read is
     * discarded; {@link #close(boolean) close(false)} does not discard it.
     *
     * <p>Does not wait if the socket is non-blocking, or if another thread is reading or writing; that operation is
     * aborted.
     */
    @Override
    void close() throws IOException;

    /**
     * Closes the connection.
     *
     * @param force whether to close the socket without waiting for the peer's {@code close_notify}; data that was not
     *     read is discarded. If false, a non-blocking socket stays open and throws {@link WantReadException} until it
     *     has arrived, and a blocking one waits for it, indefinitely if there is no timeout. No data is discarded: if
     *     there is any, both stay open and throw {@link WantReadException} until it is read
     * @throws WantReadException if the peer's {@code close_notify} has not arrived yet, or data is unread:
     *     {@linkplain #read read} until the end, then call this method again
     * @throws WantWriteException if {@code close_notify} cannot be sent now
     * @throws RaggedEofException if the connection ended without {@code close_notify}
     */
    void close(boolean force) throws IOException;

    /**
     * Ends TLS, and returns the TCP connection for use without TLS: sends {@code close_notify} and waits for the
     * peer's, until the timeout if there is one. Then this socket is closed, and the channel is not.
     *
     * <p>Nothing is lost: what arrived before the peer's {@code close_notify} must be read first, and what arrived
     * together with it is returned.
     *
     * @throws WantReadException if the peer's {@code close_notify} has not arrived yet, or data is unread:
     *     {@linkplain #read read} until the end, then call this method again
     * @throws WantWriteException if {@code close_notify} cannot be sent now
     * @throws RaggedEofException if the connection ended without {@code close_notify}
     * @throws IllegalStateException if the handshake is not complete
     * @throws UnsupportedOperationException if the peer's {@code close_notify} has not arrived yet, and the
     *     implementation does not support {@link TlsFeature#CLOSE_CONFIRMATION}, so that it could not tell where TLS
     *     ends; nothing was sent
     */
    DetachedChannel detach() throws IOException;

    /** Returns the local address. */
    SocketAddress localAddress() throws IOException;

    /** Returns the peer's address. */
    SocketAddress remoteAddress() throws IOException;

    /** Sets whether the socket is blocking, which is the default. Takes effect once no thread is reading or writing. */
    void configureBlocking(boolean block) throws IOException;

    /**
     * Sets the timeout of each blocking operation, including its part of the handshake and the wait for other threads.
     * Zero, the default, means no timeout, except for the handshake, which then times out after 30 seconds and closes
     * the connection. Pending operations keep their timeout.
     */
    void setTimeout(Duration timeout);

    /** Returns the channel to wait on with a selector; it must not be read from or written to. */
    SocketChannel selectableChannel();
}
