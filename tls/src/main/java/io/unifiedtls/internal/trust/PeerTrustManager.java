package io.unifiedtls.internal.trust;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedTrustManager;

import io.unifiedtls.CertificateVerificationException;
import io.unifiedtls.HandshakeFailure;
import io.unifiedtls.Side;
import io.unifiedtls.internal.engine.Handshake;

/**
 * The trust manager under every context, whatever the TLS library: a server's certificate is always verified for the
 * host name too, and refused where there is none to verify.
 */
public final class PeerTrustManager extends X509ExtendedTrustManager {

    private final CertificateVerifier verifier;

    private final BiConsumer<SSLEngine, CertificateVerificationException> refusals;

    /**
     * Creates a trust manager.
     *
     * @param refusals is told of each refusal on an engine, before the TLS library is
     */
    public PeerTrustManager(
            CertificateVerifier verifier, BiConsumer<SSLEngine, CertificateVerificationException> refusals) {
        this.verifier = verifier;
        this.refusals = refusals;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        check(chain, Side.SERVER, PeerHost.of(engine), Optional.of(engine));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        check(
                chain,
                Side.SERVER,
                (socket instanceof SSLSocket tls) ? PeerHost.of(tls) : Optional.empty(),
                Optional.empty());
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        check(chain, Side.SERVER, Optional.empty(), Optional.empty());
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        check(chain, Side.CLIENT, Optional.empty(), Optional.of(engine));
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        check(chain, Side.CLIENT, Optional.empty(), Optional.empty());
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        check(chain, Side.CLIENT, Optional.empty(), Optional.empty());
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return this.verifier.authorities().toArray(X509Certificate[]::new);
    }

    private void check(X509Certificate[] chain, Side peer, Optional<String> host, Optional<SSLEngine> engine)
            throws CertificateException {
        var handshake = Handshake.current();
        handshake.filter(any -> peer == Side.SERVER).ifPresent(Handshake::authenticating);
        try {
            var path = this.verifier.verify(List.of(chain), peer);
            if (peer == Side.SERVER) {
                checkHost(chain[0], host);
            }
            handshake.ifPresent(any -> any.verified(path));
        } catch (CertificateVerificationException refusal) {
            handshake.ifPresent(any -> any.refused(refusal));
            engine.ifPresent(any -> this.refusals.accept(any, refusal));
            // JSSE finds the alert to send in the cause, where the JDK's path validation is.
            throw new CertificateException(
                    refusal.getMessage(), (refusal.getCause() != null) ? refusal.getCause() : refusal);
        }
    }

    private static void checkHost(X509Certificate leaf, Optional<String> host) throws CertificateVerificationException {
        if (host.isEmpty()) {
            throw new CertificateVerificationException(
                    HandshakeFailure.CERTIFICATE_HOSTNAME,
                    "no host name to verify the certificate for; create the engine or socket with the name of the server",
                    leaf,
                    null);
        }
        if (!HostNames.matches(leaf, host.get())) {
            throw new CertificateVerificationException(
                    HandshakeFailure.CERTIFICATE_HOSTNAME,
                    "the certificate is not for %s but for %s".formatted(host.get(), HostNames.of(leaf)),
                    leaf,
                    null);
        }
    }
}
