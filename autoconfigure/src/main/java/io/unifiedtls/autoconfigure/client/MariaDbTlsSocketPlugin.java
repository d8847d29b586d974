package io.unifiedtls.autoconfigure.client;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.Socket;
import java.sql.SQLException;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;

import org.jspecify.annotations.Nullable;
import org.mariadb.jdbc.Configuration;
import org.mariadb.jdbc.HostAddress;
import org.mariadb.jdbc.export.ExceptionFactory;
import org.mariadb.jdbc.plugin.TlsSocketPlugin;

import io.unifiedtls.ClientContext;
import io.unifiedtls.internal.context.LiveManagers;

/**
 * The connections of an entry of {@code tls.clients} for MariaDB's driver, in the URL of a data source:
 *
 * <pre>{@code
 * jdbc:mariadb://db.example.com/shop?sslMode=verify-full&tlsSocketType=unified-tls&tlsClient=database
 * }</pre>
 *
 * <p>The server is verified for its host name in every {@code sslMode} but {@code disable}. Not thread-safe; the driver
 * loads one for each connection.
 *
 * @see TlsSocketFactory
 */
public final class MariaDbTlsSocketPlugin implements TlsSocketPlugin {

    private static final String CLIENT = "tlsClient";

    /** Those of the connection: the driver has a plugin for each. */
    private @Nullable SSLSocketFactory sockets;

    /** For {@link java.util.ServiceLoader}. */
    public MariaDbTlsSocketPlugin() {}

    /** Returns the value of {@code tlsSocketType}. */
    @Override
    public String type() {
        return "unified-tls";
    }

    /** Returns the trust manager of the entry, for the driver to have one. */
    @Override
    public TrustManager[] getTrustManager(Configuration configuration, ExceptionFactory exceptions, HostAddress address)
            throws SQLException {
        var client = client(configuration, exceptions);
        this.sockets = new ForHost(client.sslContext().getSocketFactory(), address.host);
        return new TrustManager[] {LiveManagers.of(client).trustManager()};
    }

    /** Returns the key manager of the entry, for the driver to have one. */
    @Override
    public KeyManager[] getKeyManager(Configuration configuration, ExceptionFactory exceptions) throws SQLException {
        return new KeyManager[] {
            LiveManagers.of(client(configuration, exceptions)).keyManager()
        };
    }

    private static ClientContext client(Configuration configuration, ExceptionFactory exceptions) throws SQLException {
        var name = configuration.nonMappedOptions().getProperty(CLIENT);
        if (name == null) {
            throw exceptions.create(
                    "tlsSocketType=unified-tls requires tlsClient, the name of an entry of tls.clients");
        }
        try {
            return NamedClients.get(name);
        } catch (IllegalArgumentException unknown) {
            throw exceptions.create(unknown.getMessage(), "08000", unknown);
        }
    }

    /**
     * Returns a socket of the entry for the host of the URL. The driver only tells the address that it has connected
     * to, and a factory that it made from the managers.
     */
    @Override
    public SSLSocket createSocket(Socket socket, SSLSocketFactory ofManagers) throws IOException {
        return (SSLSocket) requireNonNull(this.sockets, "getTrustManager comes first")
                .createSocket(socket, null, socket.getPort(), true);
    }

    /** Does nothing: the handshake has verified the server. */
    @Override
    public void verify(String host, SSLSession session, long thread) {}
}
