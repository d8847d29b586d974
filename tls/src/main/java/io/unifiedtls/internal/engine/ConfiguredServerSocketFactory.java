package io.unifiedtls.internal.engine;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLServerSocketFactory;

import org.jspecify.annotations.Nullable;

/** Makes server sockets that have the settings of a configuration. */
final class ConfiguredServerSocketFactory extends SSLServerSocketFactory {

    private final SSLServerSocketFactory delegate;

    private final SSLParameters parameters;

    ConfiguredServerSocketFactory(SSLServerSocketFactory delegate, SSLParameters parameters) {
        this.delegate = delegate;
        this.parameters = parameters;
    }

    @Override
    public ServerSocket createServerSocket() throws IOException {
        return configured(this.delegate.createServerSocket());
    }

    @Override
    public ServerSocket createServerSocket(int port) throws IOException {
        return configured(this.delegate.createServerSocket(port));
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog) throws IOException {
        return configured(this.delegate.createServerSocket(port, backlog));
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog, @Nullable InetAddress address) throws IOException {
        return configured(this.delegate.createServerSocket(port, backlog, address));
    }

    private ServerSocket configured(ServerSocket socket) {
        ((SSLServerSocket) socket).setSSLParameters(this.parameters);
        return socket;
    }

    @Override
    public String[] getDefaultCipherSuites() {
        return this.parameters.getCipherSuites();
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return this.parameters.getCipherSuites();
    }
}
