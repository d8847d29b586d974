package io.unifiedtls.internal.socket;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;

import io.unifiedtls.ServerContext;
import io.unifiedtls.TlsServerSocket;
import io.unifiedtls.TlsSocket;

/** A {@link TlsServerSocket} over a channel. */
public final class NioTlsServerSocket implements TlsServerSocket {

    private final ServerSocketChannel channel;

    private final ServerContext context;

    private NioTlsServerSocket(ServerSocketChannel channel, ServerContext context) {
        this.channel = channel;
        this.context = context;
    }

    /** Listens on an address; the connections are of a context. */
    public static TlsServerSocket listen(ServerContext context, SocketAddress address, int backlog) throws IOException {
        var channel = ServerSocketChannel.open();
        try {
            channel.bind(address, backlog);
            return new NioTlsServerSocket(channel, context);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public TlsSocket accept() throws IOException {
        var accepted = this.channel.accept();
        var created = false;
        try {
            NioTlsSocket.sendAtOnce(accepted);
            var socket = new NioTlsSocket(accepted, this.context, this.context.createEngine());
            created = true;
            return socket;
        } finally {
            if (!created) {
                accepted.close();
            }
        }
    }

    @Override
    public SocketAddress localAddress() throws IOException {
        var address = this.channel.getLocalAddress();
        if (address == null) {
            throw new ClosedChannelException();
        }
        return address;
    }

    @Override
    public void close() throws IOException {
        this.channel.close();
    }
}
