package io.unifiedtls;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

import io.unifiedtls.internal.socket.CertificateFetcher;

/**
 * Fetches the certificates of a server.
 *
 * <p>Use this to inspect a certificate, or to trust it later with {@link TrustStore#fromBuffer}. It proves nothing: a
 * man in the middle can answer with other certificates. Before trusting a certificate, compare its
 * {@linkplain CertificateDetails#fingerprint() fingerprint} with one obtained by other means.
 */
public final class ServerCertificates {

    private ServerCertificates() {}

    /**
     * Returns the DER certificates that a server sends, its own first. <strong>Nothing is verified</strong>, and the
     * connection is closed before any data is sent.
     *
     * @param host the host name, which is also sent as the server name (SNI), or IP address
     * @param timeout the timeout for the whole operation, except for the host's address lookup
     * @throws TlsException if the server does not speak TLS 1.2 or newer, or refuses the handshake
     * @throws java.net.SocketTimeoutException if the timeout expires
     * @throws IOException if the connection fails
     */
    public static List<byte[]> fetchUnverified(String host, int port, Duration timeout) throws IOException {
        return CertificateFetcher.fetch(host, port, timeout);
    }
}
