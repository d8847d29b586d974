package io.unifiedtls.internal.javax;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;

import javax.net.ssl.SSLSocketFactory;

import org.jspecify.annotations.Nullable;

import io.unifiedtls.internal.socket.SocketTransport.Closing;

/** Makes sockets over the engines of a context. Thread-safe. */
final class EngineSslSocketFactory extends SSLSocketFactory {

    private final EngineFactory engines;

    EngineSslSocketFactory(EngineFactory engines) {
        this.engines = engines;
    }

    @Override
    public Socket createSocket() {
        return EngineSslSocket.unconnected(this.engines);
    }

    @Override
    public Socket createSocket(Socket socket, @Nullable String host, int port, boolean autoClose) throws IOException {
        requireConnected(socket);
        return EngineSslSocket.over(socket, this.engines, this.engines.settings(), host, port, closing(autoClose));
    }

    /** Returns a socket in server mode, over one of which the bytes of a stream were read already. */
    @Override
    public Socket createSocket(Socket socket, @Nullable InputStream consumed, boolean autoClose) throws IOException {
        this.engines.requireSide(false);
        requireConnected(socket);
        var read = (consumed == null) ? InputStream.nullInputStream() : consumed;
        return EngineSslSocket.over(socket, read, this.engines, this.engines.settings(), closing(autoClose));
    }

    private static void requireConnected(Socket socket) throws SocketException {
        if (!socket.isConnected()) {
            throw new SocketException("the underlying socket is not connected");
        }
    }

    private static Closing closing(boolean autoClose) {
        return autoClose ? Closing.CLOSES_SOCKET : Closing.LEAVES_SOCKET;
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port), null);
    }

    @Override
    public Socket createSocket(String host, int port, @Nullable InetAddress localHost, int localPort)
            throws IOException {
        return connected(new InetSocketAddress(host, port), new InetSocketAddress(localHost, localPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port), null);
    }

    @Override
    public Socket createSocket(InetAddress address, int port, @Nullable InetAddress localAddress, int localPort)
            throws IOException {
        return connected(new InetSocketAddress(address, port), new InetSocketAddress(localAddress, localPort));
    }

    private Socket connected(InetSocketAddress remote, @Nullable InetSocketAddress local) throws IOException {
        var socket = EngineSslSocket.unconnected(this.engines);
        try {
            if (local != null) {
                socket.bind(local);
            }
            socket.connect(remote);
            return socket;
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    @Override
    public String[] getDefaultCipherSuites() {
        return this.engines.parameters().getCipherSuites();
    }

    /** What is not configured is not supported by this context. */
    @Override
    public String[] getSupportedCipherSuites() {
        return this.engines.parameters().getCipherSuites();
    }
}
