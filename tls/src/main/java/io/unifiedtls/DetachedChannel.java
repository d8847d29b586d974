package io.unifiedtls;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * A TCP connection that no longer uses TLS.
 *
 * @param channel the connection, as blocking or non-blocking as the socket was; the caller closes it
 * @param unread what the peer sent after its {@code close_notify} and was received together with it: read it before the
 *     channel
 * @see TlsSocket#detach()
 */
public record DetachedChannel(SocketChannel channel, ByteBuffer unread) {

    /** Creates the value from its parts. */
    public DetachedChannel {
        requireNonNull(channel);
        requireNonNull(unread);
    }
}
