package io.unifiedtls.internal.socket;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;

import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

import io.unifiedtls.internal.engine.EngineErrors;
import io.unifiedtls.internal.engine.PeerCertificates;
import io.unifiedtls.internal.text.ServerNames;

/** Fetches the certificates that a server sends, by a handshake that is never completed. */
public final class CertificateFetcher {

    private CertificateFetcher() {}

    /** Connects, and returns the certificates in DER, the server's own first. */
    public static List<byte[]> fetch(String host, int port, Duration timeout) throws IOException {
        if (timeout.compareTo(Duration.ofMillis(1)) < 0) {
            throw new IllegalArgumentException("the timeout must be positive, not %s".formatted(timeout));
        }
        var taker = new Taker();
        var deadline = Deadline.after(timeout);
        try (var tcp = new Socket()) {
            tcp.connect(new InetSocketAddress(host, port), deadline.millisLeft());
            handshake(tcp, host, taker, deadline);
            throw new IllegalStateException("a handshake with an unverified server was completed");
        } catch (SSLException | SocketException e) {
            if (!taker.chain.isEmpty()) {
                return PeerCertificates.encoded(taker.chain);
            }
            // The timeout if that is why it failed.
            deadline.millisLeft();
            throw (e instanceof SSLException failed) ? EngineErrors.of(failed) : e;
        }
    }

    private static void handshake(Socket tcp, String host, Taker taker, Deadline deadline) throws IOException {
        var watch = WriteTimeout.of(tcp, deadline);
        try {
            var tls = (SSLSocket) context(taker).getSocketFactory().createSocket(tcp, host, tcp.getPort(), true);
            tls.setSSLParameters(parameters(ServerNames.normalized(host)));
            tls.startHandshake();
        } finally {
            watch.stop();
        }
    }

    private static SSLParameters parameters(String host) {
        var parameters = new SSLParameters();
        parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
        if (!ServerNames.isIpAddress(host)) {
            parameters.setServerNames(List.of(new SNIHostName(host)));
        }
        return parameters;
    }

    private static SSLContext context(Taker taker) {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {taker}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK has no usable TLS provider", e);
        }
    }

    /** Takes the certificates and ends the handshake, so that no connection to an unverified server comes about. */
    private static final class Taker extends X509ExtendedTrustManager {

        private volatile List<X509Certificate> chain = List.of();

        private CertificateException take(X509Certificate[] sent) {
            this.chain = List.of(sent);
            return new CertificateException("only the certificates were wanted");
        }

        @Override
        public void checkServerTrusted(X509Certificate[] sent, String authType, Socket socket)
                throws CertificateException {
            throw take(sent);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] sent, String authType, SSLEngine engine)
                throws CertificateException {
            throw take(sent);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] sent, String authType) throws CertificateException {
            throw take(sent);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] sent, String authType, Socket socket)
                throws CertificateException {
            throw new CertificateException("this is no server");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] sent, String authType, SSLEngine engine)
                throws CertificateException {
            throw new CertificateException("this is no server");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] sent, String authType) throws CertificateException {
            throw new CertificateException("this is no server");
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
