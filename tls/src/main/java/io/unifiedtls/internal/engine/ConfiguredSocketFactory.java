package io.unifiedtls.internal.engine;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;

import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

import org.jspecify.annotations.Nullable;

/** Makes sockets that have the settings of a configuration. */
final class ConfiguredSocketFactory extends SSLSocketFactory {

    private final SSLSocketFactory delegate;

    private final SSLParameters parameters;

    ConfiguredSocketFactory(SSLSocketFactory delegate, SSLParameters parameters) {
        this.delegate = delegate;
        this.parameters = parameters;
    }

    @Override
    public Socket createSocket() throws IOException {
        return configured(this.delegate.createSocket());
    }

    @Override
    public Socket createSocket(Socket socket, String host, int port, boolean autoClose) throws IOException {
        return configured(this.delegate.createSocket(socket, host, port, autoClose));
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return configured(this.delegate.createSocket(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, @Nullable InetAddress localHost, int localPort)
            throws IOException {
        return configured(this.delegate.createSocket(host, port, localHost, localPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return configured(this.delegate.createSocket(host, port));
    }

    @Override
    public Socket createSocket(InetAddress address, int port, @Nullable InetAddress localAddress, int localPort)
            throws IOException {
        return configured(this.delegate.createSocket(address, port, localAddress, localPort));
    }

    private Socket configured(Socket socket) {
        ((SSLSocket) socket).setSSLParameters(this.parameters);
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
