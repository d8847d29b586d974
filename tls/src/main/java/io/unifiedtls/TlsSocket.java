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
 * A TCP connection under TLS (PEP 748, "Socket").
 *
 * <p>One thread may read while another one writes, and any thread may close; others take their turn. As with all
 * channels, a thread that is at work when another one closes the socket gets an
 * {@link java.nio.channels.AsynchronousCloseException}, and a thread that is interrupted while it waits closes the
 * socket and gets a {@link java.nio.channels.ClosedByInterruptException}; afterwards there are only
 * {@link java.nio.channels.ClosedChannelException}s.
 *
 * <p>Blocking at first; a non-blocking one throws {@link WantReadException} or {@link WantWriteException} where a plain
 * channel would do nothing, since TLS may have to write in order to read. Wait on {@link #selectableChannel()} then,
 * and call the same method again.
 */
public non-sealed interface TlsSocket extends TlsConnection, ByteChannel {

    /**
     * Does the handshake, unless it was done. The first read or write does it otherwise.
     *
     * @throws TlsException if it fails; the connection is closed then, on a blocking socket after at most one second in
     *     which the peer can read the alert
     * @throws java.net.SocketTimeoutException if the {@linkplain #setTimeout timeout} has passed; the handshake can go
     *     on
     */
    void doHandshake() throws IOException;

    /**
     * Reads application data.
     *
     * @return how many bytes were read; -1 at the end, which is the peer's {@code close_notify}
     * @throws RaggedEofException if the connection ended without it
     * @throws java.net.SocketTimeoutException if the {@linkplain #setTimeout timeout} has passed; nothing is lost then
     */
    @Override
    int read(ByteBuffer destination) throws IOException;

    /**
     * Writes application data: all of it on a blocking socket, otherwise as much as can be written now.
     *
     * @return how many bytes were taken from the source
     * @throws TlsAlertException if the peer has said why it takes no more; what it said before cannot be read any more
     * @throws IOException if the peer takes no more; what it said before can still be read
     * @throws java.net.SocketTimeoutException if the {@linkplain #setTimeout timeout} has passed; after the handshake
     *     the connection is closed then, since a part may have been sent
     */
    @Override
    int write(ByteBuffer source) throws IOException;

    /** Returns a stream that reads from this socket, which should be blocking; closing it closes the socket. */
    InputStream inputStream();

    /**
     * Returns a stream that writes to this socket at once; closing it closes the socket.
     *
     * <p>For a blocking socket: nobody is told how much was written when it throws {@link WantWriteException}.
     */
    OutputStream outputStream();

    /**
     * Says {@code close_notify} to the peer and sends nothing more; what the peer still sends can be read.
     *
     * <p>Implementations below TLS 1.3, and some of TLS 1.3, may drop what the peer still sends.
     */
    void closeOutput() throws IOException;

    /**
     * Closes the connection: says {@code close_notify} to the peer, waits for the peer's for the timeout or five
     * seconds, and closes the socket. A peer that does not answer is no error.
     *
     * <p>Does not wait if the socket is non-blocking, or while another thread reads or writes, which ends then.
     */
    @Override
    void close() throws IOException;

    /**
     * Closes the connection.
     *
     * @param force whether to close the socket without waiting for the peer's {@code close_notify}; otherwise a
     *     non-blocking socket stays open, and throws {@link WantReadException}, until it has come, and a blocking one
     *     waits for it, without end if there is no timeout
     * @throws WantReadException if the peer's {@code close_notify} has not come yet
     * @throws WantWriteException if {@code close_notify} cannot be sent now
     */
    void close(boolean force) throws IOException;

    /** Returns the address of this end. */
    SocketAddress localAddress() throws IOException;

    /** Returns the address of the peer. */
    SocketAddress remoteAddress() throws IOException;

    /** Says whether to wait; a socket waits at first. Takes effect once no thread reads or writes. */
    void configureBlocking(boolean block) throws IOException;

    /**
     * Says how long each blocking operation may take in all, its part of the handshake and the wait for other threads
     * included; zero, as at first, is for ever, but for a handshake, which may take 30 seconds then, and ends with the
     * connection. Operations under way keep the timeout that they began with.
     */
    void setTimeout(Duration timeout);

    /** Returns the channel to wait on, with a selector; it must be neither read nor written. */
    SocketChannel selectableChannel();
}
