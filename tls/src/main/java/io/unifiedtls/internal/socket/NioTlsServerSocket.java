package io.unifiedtls.internal.socket;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;

import io.unifiedtls.ServerContext;
import io.unifiedtls.TlsServerSocket;
import io.unifiedtls.TlsSocket;
import io.unifiedtls.WantReadException;

/** A {@link TlsServerSocket} over a channel. */
public final class NioTlsServerSocket implements TlsServerSocket {

    private final ServerSocketChannel channel;

    private volatile ServerContext context;

    private NioTlsServerSocket(ServerSocketChannel channel, ServerContext context) {
        this.channel = channel;
        this.context = context;
    }

    /** Listens on an address; the connections are of a context. */
    public static TlsServerSocket listen(ServerContext context, SocketAddress address, int backlog) throws IOException {
        requireNonNull(address, "the address to listen on is missing");
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
        if (accepted == null) {
            throw WantReadException.instance();
        }
        var created = false;
        try {
            NioTlsSocket.sendAtOnce(accepted);
            var current = this.context;
            var socket = new NioTlsSocket(accepted, current, current.createEngine());
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
    public void configureBlocking(boolean block) throws IOException {
        this.channel.configureBlocking(block);
    }

    @Override
    public ServerSocketChannel selectableChannel() {
        return this.channel;
    }

    @Override
    public ServerContext context() {
        return this.context;
    }

    @Override
    public void setContext(ServerContext context) {
        this.context = requireNonNull(context, "the context is missing");
    }

    @Override
    public void close() throws IOException {
        this.channel.close();
    }
}
