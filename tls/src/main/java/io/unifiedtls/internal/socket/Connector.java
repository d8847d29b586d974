package io.unifiedtls.internal.socket;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SocketChannel;

import io.unifiedtls.ClientContext;
import io.unifiedtls.TlsSocket;

/** Connects to servers. */
public final class Connector {

    private Connector() {}

    /** Connects by TCP to the first address of a host that answers, does the handshake, and verifies the server. */
    public static TlsSocket connect(ClientContext context, String host, int port) throws IOException {
        if (host.isEmpty()) {
            // The JDK takes it for this machine, and nobody means that.
            throw new UnknownHostException("the host to connect to is empty");
        }
        return handshaken(over(connect(host, port), context, host, port));
    }

    private static ChannelSocket over(SocketChannel channel, ClientContext context, String host, int port)
            throws IOException {
        var created = false;
        try {
            var socket = new ChannelSocket(channel, context, context.createEngine(host, port));
            created = true;
            return socket;
        } finally {
            if (!created) {
                channel.close();
            }
        }
    }

    private static TlsSocket handshaken(ChannelSocket socket) throws IOException {
        var done = false;
        try {
            socket.doHandshake();
            done = true;
            return socket;
        } finally {
            if (!done) {
                socket.abandon();
            }
        }
    }

    private static SocketChannel connect(String host, int port) throws IOException {
        var failure = new ConnectException("cannot connect to %s port %d".formatted(host, port));
        for (var address : InetAddress.getAllByName(host)) {
            try {
                var channel = SocketChannel.open(new InetSocketAddress(address, port));
                ChannelSocket.sendAtOnce(channel);
                return channel;
            } catch (ClosedByInterruptException interrupted) {
                throw interrupted;
            } catch (IOException e) {
                failure.addSuppressed(e);
            }
        }
        throw failure;
    }
}
