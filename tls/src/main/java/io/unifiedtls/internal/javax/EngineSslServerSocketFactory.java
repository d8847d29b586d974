package io.unifiedtls.internal.javax;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

import javax.net.ssl.SSLServerSocketFactory;

import org.jspecify.annotations.Nullable;

/** Makes server sockets over the engines of a context. Thread-safe. */
final class EngineSslServerSocketFactory extends SSLServerSocketFactory {

    /** What {@link ServerSocket} has. */
    private static final int DEFAULT_BACKLOG = 50;

    private final EngineFactory engines;

    EngineSslServerSocketFactory(EngineFactory engines) {
        this.engines = engines;
    }

    @Override
    public ServerSocket createServerSocket() throws IOException {
        return new EngineSslServerSocket(this.engines);
    }

    @Override
    public ServerSocket createServerSocket(int port) throws IOException {
        return createServerSocket(port, DEFAULT_BACKLOG);
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog) throws IOException {
        return createServerSocket(port, backlog, null);
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog, @Nullable InetAddress address) throws IOException {
        var socket = new EngineSslServerSocket(this.engines);
        try {
            socket.bind(new InetSocketAddress(address, port), backlog);
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
