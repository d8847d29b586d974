package io.unifiedtls.autoconfigure.client;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;

import javax.net.ssl.SSLSocketFactory;

import org.jspecify.annotations.Nullable;

/** Makes the sockets of connections to one host, whatever else the caller names. */
final class ForHost extends SSLSocketFactory {

    private final SSLSocketFactory sockets;

    private final String host;

    ForHost(SSLSocketFactory sockets, String host) {
        this.sockets = sockets;
        this.host = host;
    }

    @Override
    public Socket createSocket(Socket socket, @Nullable String host, int port, boolean autoClose) throws IOException {
        return this.sockets.createSocket(socket, this.host, port, autoClose);
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return this.sockets.createSocket(this.host, port);
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        return this.sockets.createSocket(this.host, port, localHost, localPort);
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return this.sockets.createSocket(this.host, port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) throws IOException {
        return this.sockets.createSocket(this.host, port, localHost, localPort);
    }

    @Override
    public String[] getDefaultCipherSuites() {
        return this.sockets.getDefaultCipherSuites();
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return this.sockets.getSupportedCipherSuites();
    }
}
