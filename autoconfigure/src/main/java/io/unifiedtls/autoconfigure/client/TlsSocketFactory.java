package io.unifiedtls.autoconfigure.client;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;

import javax.net.SocketFactory;
import javax.net.ssl.SSLSocketFactory;

/**
 * The sockets of an entry of {@code tls.clients}, for libraries that take the name of a class and an argument for its
 * constructor. PostgreSQL's driver does, in the URL of a data source:
 *
 * <pre>{@code
 * jdbc:postgresql://db.example.com/shop?sslmode=verify-full&sslfactory=io.unifiedtls.autoconfigure.client.TlsSocketFactory&sslfactoryarg=database
 * }</pre>
 *
 * <p>The entry is that of the application in this virtual machine; if several have it, of the one that started last.
 * Each connection uses the certificates of its time. Thread-safe.
 */
public final class TlsSocketFactory extends SSLSocketFactory {

    private final SSLSocketFactory sockets;

    /**
     * Creates a factory.
     *
     * @param client the name of the entry
     * @throws IllegalArgumentException if there is none of this name
     */
    public TlsSocketFactory(String client) {
        this.sockets = NamedClients.get(client).sslContext().getSocketFactory();
    }

    /**
     * Returns the sockets of the only entry of {@code tls.clients}, for libraries that take nothing but the name of a
     * class, such as JNDI's LDAP in {@code java.naming.ldap.factory.socket}. With several entries, such a library needs
     * a class for each, whose method of this signature returns a {@link #TlsSocketFactory(String)}.
     *
     * @throws IllegalStateException unless there is exactly one entry
     */
    public static SocketFactory getDefault() {
        return new TlsSocketFactory(NamedClients.onlyName());
    }

    @Override
    public String[] getDefaultCipherSuites() {
        return this.sockets.getDefaultCipherSuites();
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return this.sockets.getSupportedCipherSuites();
    }

    @Override
    public Socket createSocket() throws IOException {
        return this.sockets.createSocket();
    }

    @Override
    public Socket createSocket(Socket socket, String host, int port, boolean autoClose) throws IOException {
        return this.sockets.createSocket(socket, host, port, autoClose);
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return this.sockets.createSocket(host, port);
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        return this.sockets.createSocket(host, port, localHost, localPort);
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return this.sockets.createSocket(host, port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) throws IOException {
        return this.sockets.createSocket(host, port, localHost, localPort);
    }
}
