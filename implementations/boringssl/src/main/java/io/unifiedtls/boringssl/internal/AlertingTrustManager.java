package io.unifiedtls.boringssl.internal;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

import io.netty.handler.ssl.OpenSslCertificateException;
import io.netty.internal.tcnative.CertificateVerifier;
import org.jspecify.annotations.Nullable;

import io.unifiedtls.AlertDescription;
import io.unifiedtls.CertificateVerificationException;

/**
 * Reports to BoringSSL why a certificate is refused, in its own codes, from which it creates the alert for the peer.
 */
final class AlertingTrustManager extends X509ExtendedTrustManager {

    @FunctionalInterface
    private interface Check {

        void run() throws CertificateException;
    }

    /** Why a certificate is being refused on this thread; an engine of Netty itself has no other way to know. */
    private static final ThreadLocal<@Nullable CertificateVerificationException> REFUSAL = new ThreadLocal<>();

    private final X509ExtendedTrustManager trustManager;

    private final SessionLifetime lifetime;

    AlertingTrustManager(X509ExtendedTrustManager trustManager, SessionLifetime lifetime) {
        this.trustManager = trustManager;
        this.lifetime = lifetime;
    }

    /** Sets why the certificate is about to be refused. */
    static void refusing(CertificateVerificationException refusal) {
        REFUSAL.set(refusal);
    }

    private static void check(Check check) throws CertificateException {
        try {
            check.run();
        } catch (CertificateException refused) {
            var refusal = REFUSAL.get();
            var alert = (refusal != null) ? refusal.alert() : AlertDescription.CERTIFICATE_UNKNOWN;
            throw new OpenSslCertificateException(refused.getMessage(), refused, code(alert));
        } finally {
            REFUSAL.remove();
        }
    }

    /** The inverse of what BoringSSL does with its codes. */
    private static int code(AlertDescription alert) {
        return switch (alert) {
            case UNKNOWN_CA -> CertificateVerifier.X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY;
            case CERTIFICATE_EXPIRED -> CertificateVerifier.X509_V_ERR_CERT_HAS_EXPIRED;
            case CERTIFICATE_REVOKED -> CertificateVerifier.X509_V_ERR_CERT_REVOKED;
            case UNSUPPORTED_CERTIFICATE -> CertificateVerifier.X509_V_ERR_INVALID_PURPOSE;
            case BAD_CERTIFICATE -> CertificateVerifier.X509_V_ERR_CERT_REJECTED;
            default -> CertificateVerifier.X509_V_ERR_PERMITTED_VIOLATION;
        };
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        check(() -> this.trustManager.checkServerTrusted(chain, authType, engine));
        this.lifetime.limit(engine, chain[0]);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        check(() -> this.trustManager.checkServerTrusted(chain, authType, socket));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        check(() -> this.trustManager.checkServerTrusted(chain, authType));
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        check(() -> this.trustManager.checkClientTrusted(chain, authType, engine));
        this.lifetime.limit(engine, chain[0]);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        check(() -> this.trustManager.checkClientTrusted(chain, authType, socket));
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        check(() -> this.trustManager.checkClientTrusted(chain, authType));
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return this.trustManager.getAcceptedIssuers();
    }
}
