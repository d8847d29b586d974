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
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

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
 *
 * <p>Thread-safe.
 */
final class JdkVerification {

    private static final String TLS_PROPERTY = "jdk.tls.disabledAlgorithms";

    /** The key exchange of TLS 1.3, as the JDK names it: the leaf must be allowed to sign. */
    private static final String KEY_EXCHANGE = "UNKNOWN";

    private static final Set<CryptoPrimitive> SIGNATURE = Set.of(CryptoPrimitive.SIGNATURE);

    /** The JDK's provider, even if others are registered before it. */
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

    /** A trust manager fixes the time; the times in certificates have seconds, so one serves for a second. */
    private record Moment(Instant second, X509TrustManager trustManager) {}

    private record Kind(X509Certificate authority, boolean mapsPolicies) {}

    /** The JDK's, which lets its trust manager ask for the status by OCSP and fetch revocation lists. */
    private static final String REVOCATION = "com.sun.net.ssl.checkRevocation";

    private final boolean asksForStatus = Boolean.getBoolean(REVOCATION);

    private final Clock clock;

    /** At most two for each trusted authority. */
    private final Map<Kind, Moment> managers = new ConcurrentHashMap<>();

    JdkVerification(Clock clock) {
        this.clock = clock;
    }

    /** Returns whether the JDK asks for the status of certificates over the network. */
    boolean asksForStatus() {
        return this.asksForStatus;
    }

    /** Validates a path. */
    void check(CertificatePath path, Side peer) throws GeneralSecurityException, CertificateVerificationException {
        var manager = manager(new Kind(path.anchor(), CertificatePolicies.areMapped(path)));
        var chain = path.certificates().toArray(X509Certificate[]::new);
        try {
            if (peer == Side.SERVER) {
                manager.checkServerTrusted(chain, KEY_EXCHANGE);
            } else {
                manager.checkClientTrusted(chain, KEY_EXCHANGE);
            }
        } catch (CertificateException refusal) {
            throw (refusal.getCause() instanceof CertPathValidatorException reason)
                    ? VerificationErrors.of(reason, path)
                    : VerificationErrors.other(path.leaf(), String.valueOf(refusal.getMessage()));
        }
        checkConstraints(path, Constraints.OF_TLS);
    }

    /** It takes longer to create one than to use it. */
    private X509TrustManager manager(Kind kind) throws GeneralSecurityException {
        var now = this.clock.instant().truncatedTo(ChronoUnit.SECONDS);
        var known = this.managers.get(kind);
        if (known == null || !known.second().equals(now)) {
            known = new Moment(now, create(kind, now));
            this.managers.put(kind, known);
        }
        return known.trustManager();
    }

    private X509TrustManager create(Kind kind, Instant now) throws GeneralSecurityException {
        var parameters = new PKIXBuilderParameters(Set.of(new TrustAnchor(kind.authority(), null)), null);
        parameters.setDate(Date.from(now));
        parameters.setRevocationEnabled(this.asksForStatus);
        parameters.setPolicyMappingInhibited(!kind.mapsPolicies());
        var factory = JDK.isPresent()
                ? TrustManagerFactory.getInstance("PKIX", JDK.get())
                : TrustManagerFactory.getInstance("PKIX");
        factory.init(new CertPathTrustManagerParameters(parameters));
        return (X509TrustManager) factory.getTrustManagers()[0];
    }

    /** Refuses a path with a key or a signature that is disabled; a trusted authority is exempt, as in the JDK. */
    static void checkConstraints(CertificatePath path, AlgorithmConstraints constraints)
            throws CertificateVerificationException {
        for (var certificate : path.certificates()) {
            var key = certificate.getPublicKey();
            if (!constraints.permits(SIGNATURE, certificate.getSigAlgName(), null)) {
                throw VerificationErrors.disabled(
                        certificate, TLS_PROPERTY, "it is signed with " + certificate.getSigAlgName(), null);
            }
            if (!constraints.permits(SIGNATURE, key)) {
                throw VerificationErrors.disabled(
                        certificate, TLS_PROPERTY, "its key is " + KeyDescription.of(key), null);
            }
        }
    }
}
