package io.unifiedtls;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

import io.unifiedtls.internal.socket.CertificateFetcher;

/**
 * Asks a server for its certificates.
 *
 * <p>This is how one obtains a certificate to look at, or to trust from then on with {@link TrustStore#fromBuffer}. It
 * proves nothing: whoever sits between here and the server can answer with certificates of their own. Compare the
 * {@linkplain CertificateDetails#fingerprint() fingerprint} with one that came another way before trusting them.
 */
public final class ServerCertificates {

    private ServerCertificates() {}

    /**
     * Returns the certificates in DER that a server sends, its own first. <strong>Nothing is verified</strong>, and the
     * connection is given up before anything else is sent over it.
     *
     * @param host the host name, which is asked for by name too, or IP address
     * @param timeout how long all of it may take, but for looking up the address of the host
     * @throws TlsException if the server does not speak TLS 1.2 or newer, or refuses the handshake
     * @throws java.net.SocketTimeoutException if the timeout has passed
     * @throws IOException if there is no connection
     */
    public static List<byte[]> fetchUnverified(String host, int port, Duration timeout) throws IOException {
        return CertificateFetcher.fetch(host, port, timeout);
    }
}
