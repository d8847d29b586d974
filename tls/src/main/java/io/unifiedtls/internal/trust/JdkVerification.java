package io.unifiedtls.internal.trust;

import java.security.AlgorithmConstraints;
import java.security.CryptoPrimitive;
import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Security;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.Set;

import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

import io.unifiedtls.CertificateVerificationException;
import io.unifiedtls.Side;

/**
 * Validates a path as the JDK's own trust manager does: PKIX (RFC 5280, section 6), and what the JDK's security
 * properties forbid. Path validation on its own does not know that it is for TLS, so it ignores
 * {@code jdk.tls.disabledAlgorithms}, {@code jdk.security.caDistrustPolicies} and the entries of
 * {@code jdk.certpath.disabledAlgorithms} with {@code usage}.
 */
final class JdkVerification {

    private static final String TLS_PROPERTY = "jdk.tls.disabledAlgorithms";

    /** The key exchange of TLS 1.3, as the JDK names it: the leaf must be allowed to sign. */
    private static final String KEY_EXCHANGE = "UNKNOWN";

    private static final Set<CryptoPrimitive> SIGNATURE = Set.of(CryptoPrimitive.SIGNATURE);

    /** The JDK's provider, whatever else is registered. */
    private static final Optional<Provider> JDK = Optional.ofNullable(Security.getProvider("SunJSSE"));

    /** Read once, as the JDK reads the property once. */
    private static final class Constraints {

        private static final AlgorithmConstraints OF_TLS = read();

        private static AlgorithmConstraints read() {
            try {
                var context =
                        JDK.isPresent() ? SSLContext.getInstance("TLS", JDK.get()) : SSLContext.getInstance("TLS");
                context.init(null, null, null);
                return Optional.ofNullable(
                                context.createSSLEngine().getSSLParameters().getAlgorithmConstraints())
                        .orElseThrow(() -> new NoSuchAlgorithmException("the provider %s does not read the property"
                                .formatted(context.getProvider().getName())));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("cannot apply %s: %s".formatted(TLS_PROPERTY, e.getMessage()), e);
            }
        }
    }

    private JdkVerification() {}

    /**
     * Validates a path.
     *
     * @param parameters with the trusted authority of the path, and no other
     */
    static void check(CertificatePath path, Side peer, PKIXBuilderParameters parameters)
            throws GeneralSecurityException, CertificateVerificationException {
        var factory = JDK.isPresent()
                ? TrustManagerFactory.getInstance("PKIX", JDK.get())
                : TrustManagerFactory.getInstance("PKIX");
        factory.init(new CertPathTrustManagerParameters(parameters));
        var manager = (X509TrustManager) factory.getTrustManagers()[0];
        var chain = path.certificates().toArray(X509Certificate[]::new);
        try {
            if (peer == Side.SERVER) {
                manager.checkServerTrusted(chain, KEY_EXCHANGE);
            } else {
                manager.checkClientTrusted(chain, KEY_EXCHANGE);
            }
        } catch (CertificateException refusal) {
            throw (refusal.getCause() instanceof CertPathValidatorException reason)
                    ? Refusals.of(reason, path)
                    : Refusals.other(path.leaf(), String.valueOf(refusal.getMessage()));
        }
        checkConstraints(path, Constraints.OF_TLS);
    }

    /** Refuses a path with a key or a signature that is disabled; a trusted authority is exempt, as in the JDK. */
    static void checkConstraints(CertificatePath path, AlgorithmConstraints constraints)
            throws CertificateVerificationException {
        for (var certificate : path.certificates()) {
            var key = certificate.getPublicKey();
            if (!constraints.permits(SIGNATURE, certificate.getSigAlgName(), null)) {
                throw Refusals.disabled(
                        certificate, TLS_PROPERTY, "it is signed with " + certificate.getSigAlgName(), null);
            }
            if (!constraints.permits(SIGNATURE, key)) {
                throw Refusals.disabled(certificate, TLS_PROPERTY, "its key is " + KeyDescription.of(key), null);
            }
        }
    }
}
