package io.unifiedtls.internal.trust;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import io.unifiedtls.CertificateVerificationException;
import io.unifiedtls.HandshakeFailure;
import io.unifiedtls.TrustStore;
import io.unifiedtls.internal.x509.CertificateExtension;
import io.unifiedtls.internal.x509.KeyIdentifiers;
import io.unifiedtls.internal.x509.KeyIdentifiers.Match;

/**
 * What RFC 5280 asks of certificates and the JDK does not look at, as OpenSSL's {@code X509_V_FLAG_X509_STRICT} does.
 *
 * <p>A trusted certificate is exempt: it counts for its name and key (section 6.1.1), and the one who put it into the
 * trust store knows it. {@link TrustStore#withoutStrictProfile} exempts the others.
 */
final class StrictProfile {

    private static final String SUBJECT_KEY_IDENTIFIER = "2.5.29.14";

    private static final String BASIC_CONSTRAINTS = "2.5.29.19";

    private static final String AUTHORITY_KEY_IDENTIFIER = "2.5.29.35";

    private static final String WAY_OUT =
            "; have it issued again, or accept it with withoutStrictProfile (trust-store.strict: false)";

    private static final int KEY_IDENTIFIER = 0x80;

    /** A SEQUENCE with nothing in it. */
    private static final int EMPTY_NAME = 2;

    private static final int KEY_CERT_SIGN = 5;

    private record Rule(String fault, Predicate<Profile> isBroken) {}

    private static final List<Rule> RULES = List.of(
            new Rule(
                    "it is a CA certificate without a subject (RFC 5280, section 4.1.2.6)",
                    profile -> profile.isAuthority() && profile.hasNoSubject()),
            new Rule(
                    "it is a CA certificate whose basicConstraints are not critical (RFC 5280, section 4.2.1.9)",
                    profile -> profile.isAuthority() && !profile.isCritical(BASIC_CONSTRAINTS)),
            new Rule(
                    "it is a CA certificate without keyUsage (RFC 5280, section 4.2.1.3)",
                    profile -> profile.isAuthority() && profile.hasNoKeyUsage()),
            new Rule(
                    "its keyUsage allows signing certificates, but it is not a CA certificate (RFC 5280, section 4.2.1.3)",
                    profile -> !profile.isAuthority() && profile.maySignCertificates()),
            new Rule(
                    "it has no authorityKeyIdentifier that names the key of its issuer (RFC 5280, section 4.2.1.1)",
                    profile -> !profile.hasAuthorityKey()),
            new Rule(
                    "it is a CA certificate without subjectKeyIdentifier (RFC 5280, section 4.2.1.2)",
                    profile -> profile.isAuthority() && !profile.hasSubjectKey()),
            new Rule(
                    "its serial number is negative (RFC 5280, section 4.1.2.2)",
                    profile -> profile.certificate().getSerialNumber().signum() < 0),
            new Rule(
                    "its authorityKeyIdentifier does not name the key of its issuer (RFC 5280, section 4.2.1.1)",
                    profile -> KeyIdentifiers.match(profile.certificate(), profile.issuer()) == Match.OTHER_KEY));

    private record Profile(X509Certificate certificate, X509Certificate issuer, boolean hasAuthorityKey) {

        static Profile of(X509Certificate certificate, X509Certificate issuer) throws IOException {
            var authorityKey = CertificateExtension.of(certificate, AUTHORITY_KEY_IDENTIFIER);
            return new Profile(
                    certificate,
                    issuer,
                    authorityKey.isPresent() && authorityKey.get().sequence().nextIs(KEY_IDENTIFIER));
        }

        boolean isAuthority() {
            return this.certificate.getBasicConstraints() >= 0;
        }

        boolean hasNoSubject() {
            return this.certificate.getSubjectX500Principal().getEncoded().length == EMPTY_NAME;
        }

        boolean hasNoKeyUsage() {
            return this.certificate.getKeyUsage() == null;
        }

        boolean maySignCertificates() {
            var keyUsage = this.certificate.getKeyUsage();
            return keyUsage != null && keyUsage[KEY_CERT_SIGN];
        }

        boolean hasSubjectKey() {
            return CertificateExtension.isPresent(this.certificate, SUBJECT_KEY_IDENTIFIER);
        }

        boolean isCritical(String objectIdentifier) {
            return CertificateExtension.isCritical(this.certificate, objectIdentifier);
        }
    }

    private StrictProfile() {}

    static void check(CertificatePath path) throws CertificateVerificationException {
        var chain = path.withAnchor();
        for (int i = 0; i < chain.size() - 1; i++) {
            // Older versions have no extensions; as authorities they are refused before.
            if (chain.get(i).getVersion() >= 3) {
                check(chain.get(i), chain.get(i + 1));
            }
        }
    }

    private static void check(X509Certificate certificate, X509Certificate issuer)
            throws CertificateVerificationException {
        var profile = profile(certificate, issuer);
        for (var rule : RULES) {
            if (rule.isBroken().test(profile)) {
                throw refusal(certificate, rule.fault(), null);
            }
        }
        var malformed = ExtensionSyntax.malformed(certificate);
        if (malformed.isPresent()) {
            throw refusal(certificate, "its %s extension is malformed".formatted(malformed.get()), null);
        }
    }

    private static Profile profile(X509Certificate certificate, X509Certificate issuer)
            throws CertificateVerificationException {
        try {
            return Profile.of(certificate, issuer);
        } catch (IOException malformed) {
            throw refusal(certificate, "its authorityKeyIdentifier is malformed", malformed);
        }
    }

    private static CertificateVerificationException refusal(
            X509Certificate certificate, String fault, @Nullable Throwable cause) {
        return new CertificateVerificationException(
                HandshakeFailure.CERTIFICATE_OTHER,
                "the certificate of %s is refused: %s%s"
                        .formatted(certificate.getSubjectX500Principal(), fault, WAY_OUT),
                certificate,
                cause);
    }
}
