package io.unifiedtls.internal.trust;

import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedTrustManager;

import io.unifiedtls.CertificateVerificationException;
import io.unifiedtls.HandshakeFailure;
import io.unifiedtls.Side;
import io.unifiedtls.internal.engine.Handshake;

/**
 * The trust manager of every context and TLS library: a server's certificate is verified for the host name too, and
 * refused where there is none to verify.
 */
public final class PeerTrustManager extends X509ExtendedTrustManager {

    private static final String ENTITLED_PACKAGE = "io.unifiedtls.insecure";

    private final CertificateVerifier verifier;

    private final PeerVerifier checks;

    private final BiConsumer<SSLEngine, CertificateVerificationException> refusals;

    private final X509Certificate[] named;

    /**
     * Creates a trust manager.
     *
     * @param refusals is notified of each refusal on an engine, before the TLS library is
     */
    public PeerTrustManager(
            CertificateVerifier verifier, BiConsumer<SSLEngine, CertificateVerificationException> refusals) {
        this(verifier, new FullPeerVerifier(verifier), refusals);
    }

    private PeerTrustManager(
            CertificateVerifier verifier,
            PeerVerifier checks,
            BiConsumer<SSLEngine, CertificateVerificationException> refusals) {
        this.verifier = verifier;
        this.checks = checks;
        this.refusals = refusals;
        this.named = AuthorityNames.fit(checks.authorities())
                ? checks.authorities().toArray(X509Certificate[]::new)
                : new X509Certificate[0];
    }

    /**
     * Returns a trust manager with other checks.
     *
     * @throws IllegalArgumentException if the replacement is not one of module {@code insecure}
     */
    public PeerTrustManager replacing(PeerVerifierReplacement replacement) {
        if (!replacement.getClass().getPackageName().equals(ENTITLED_PACKAGE)) {
            throw new IllegalArgumentException(
                    "%s must not replace the checks of peers; to skip one in a test, use the module unified-tls-insecure"
                            .formatted(replacement.getClass().getName()));
        }
        return new PeerTrustManager(this.verifier, replacement.replace(this.checks), this.refusals);
    }

    /**
     * Returns all that decides who is verified: the same for trust managers that verify the same peers, and never the
     * same for one with other checks.
     *
     * @throws GeneralSecurityException if a certificate or list has no encoding
     */
    public List<byte[]> facts() throws GeneralSecurityException {
        return (this.checks instanceof FullPeerVerifier)
                ? this.verifier.facts()
                : List.of(UUID.randomUUID().toString().getBytes(StandardCharsets.US_ASCII));
    }

    /** Returns whether another trust manager verifies exactly the same peers; none does if its checks are replaced. */
    public boolean verifiesTheSameAs(PeerTrustManager other) {
        try {
            var facts = facts();
            var others = other.facts();
            return facts.size() == others.size()
                    && IntStream.range(0, facts.size()).allMatch(i -> Arrays.equals(facts.get(i), others.get(i)));
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** Returns the trusted CA certificates. */
    public List<X509Certificate> authorities() {
        return List.copyOf(this.checks.authorities());
    }

    /** Returns whether this performs all checks. */
    public boolean performsAllChecks() {
        return this.checks instanceof FullPeerVerifier;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        check(chain, Side.SERVER, ExpectedHost.of(engine), Optional.of(engine));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        check(
                chain,
                Side.SERVER,
                (socket instanceof SSLSocket tls) ? ExpectedHost.of(tls) : Optional.empty(),
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

    /**
     * Returns the authorities that a server names when it asks for a certificate: none if their names are too long for
     * the message, which leaves the choice of a certificate to the client.
     */
    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return this.named.clone();
    }

    /**
     * Checks a peer whose session was resumed.
     *
     * @param engine the engine of the TLS library
     * @param leaf the certificate that the peer sent when the session was made
     * @throws CertificateVerificationException if it is not valid now
     */
    public void checkResumed(SSLEngine engine, X509Certificate leaf) throws CertificateVerificationException {
        try {
            this.checks.checkValidity(leaf);
        } catch (CertificateVerificationException refusal) {
            Handshake.current().ifPresent(any -> any.refused(refusal));
            this.refusals.accept(engine, refusal);
            throw refusal;
        }
    }

    private void check(X509Certificate[] chain, Side peer, Optional<String> host, Optional<SSLEngine> engine)
            throws CertificateException {
        var handshake = Handshake.current();
        try {
            // What the caller named, even if a library changes the server names in SSLParameters.
            var path = verified(chain, peer, handshake.flatMap(Handshake::host).or(() -> host));
            handshake.ifPresent(any -> any.verified(path));
        } catch (CertificateVerificationException refusal) {
            handshake.ifPresent(any -> any.refused(refusal));
            engine.ifPresent(any -> this.refusals.accept(any, refusal));
            // JSSE finds the alert to send in the cause, where the JDK's path validation is.
            throw new CertificateException(
                    refusal.getMessage(), (refusal.getCause() != null) ? refusal.getCause() : refusal);
        }
    }

    /** What is unchecked would reach the TLS library, which knows no alert for it. */
    private List<X509Certificate> verified(X509Certificate[] chain, Side peer, Optional<String> host)
            throws CertificateVerificationException {
        try {
            var path = this.checks.checkCertificate(List.of(chain), peer);
            if (peer == Side.SERVER) {
                this.checks.checkHostName(chain[0], host);
            }
            return path;
        } catch (RuntimeException unexpected) {
            throw new CertificateVerificationException(
                    HandshakeFailure.CERTIFICATE_OTHER,
                    "the certificate cannot be verified: " + unexpected,
                    chain[0],
                    unexpected);
        }
    }
}
