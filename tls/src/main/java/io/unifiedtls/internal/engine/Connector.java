package io.unifiedtls.internal.engine;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;

import io.unifiedtls.ClientContext;
import io.unifiedtls.TlsSocket;

/** Connects to servers. */
public final class Connector {

    private Connector() {}

    /** Connects by TCP to the first address of a host that answers, does the handshake, and verifies the server. */
    public static TlsSocket connect(ClientContext context, String host, int port) throws IOException {
        var channel = connect(host, port);
        try {
            var socket = new ChannelSocket(channel, new EngineBuffer(context, context.createEngine(host, port)));
            socket.doHandshake();
            return socket;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static SocketChannel connect(String host, int port) throws IOException {
        var failure = new ConnectException("cannot connect to %s port %d".formatted(host, port));
        for (var address : InetAddress.getAllByName(host)) {
            try {
                return SocketChannel.open(new InetSocketAddress(address, port));
            } catch (IOException e) {
                failure.addSuppressed(e);
            }
        }
        throw failure;
    }
}
