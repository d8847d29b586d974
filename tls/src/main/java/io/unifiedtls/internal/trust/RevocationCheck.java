package io.unifiedtls.internal.trust;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.security.auth.x500.X500Principal;

import org.jspecify.annotations.Nullable;

import io.unifiedtls.CertificateVerificationException;
import io.unifiedtls.HandshakeFailure;
import io.unifiedtls.internal.x509.IssuingDistributionPoint;

/**
 * Whether certificates are on revocation lists (RFC 5280, section 6.3). Lists are never fetched.
 *
 * <p>The JDK would verify the signature of a list in each handshake, has one message for all that is wrong with it, and
 * lets an issuer sign lists whose keyUsage forbids it. Thread-safe.
 */
final class RevocationCheck {

    private static final String ISSUING_DISTRIBUTION_POINT = "2.5.29.28";

    private static final int CRL_SIGN = 6;

    /**
     * A list, and with which keys its signature verifies. Only authorities that are trusted, or that lead to one that
     * is, are asked for, so there are few.
     */
    private record SignedList(X509CRL list, Map<PublicKey, Boolean> verdicts) {

        boolean isSignedBy(X509Certificate issuer) {
            return this.verdicts.computeIfAbsent(issuer.getPublicKey(), key -> {
                try {
                    this.list.verify(key);
                    return true;
                } catch (GeneralSecurityException | RuntimeException otherKey) {
                    return false;
                }
            });
        }
    }

    private final Map<X500Principal, List<SignedList>> lists;

    private final Map<X500Principal, List<X509Certificate>> authorities;

    /**
     * Creates a check.
     *
     * @param authorities the trusted certificates by subject: one may have signed a list before its key was renewed
     */
    RevocationCheck(List<X509CRL> lists, Map<X500Principal, List<X509Certificate>> authorities) {
        this.lists = lists.stream()
                .map(list -> new SignedList(list, new ConcurrentHashMap<>()))
                .collect(Collectors.groupingBy(one -> one.list.getIssuerX500Principal()));
        this.authorities = authorities;
    }

    /** Refuses a certificate that is on a list of its issuer, or that no list vouches for. */
    void check(X509Certificate certificate, X509Certificate issuer, Instant now)
            throws CertificateVerificationException {
        var isVouchedFor = false;
        String fault = null;
        for (var one : this.lists.getOrDefault(certificate.getIssuerX500Principal(), List.of())) {
            var wrong = fault(one, certificate, issuer, now);
            if (wrong.isPresent()) {
                fault = (fault == null) ? wrong.get() : fault;
            } else if (one.list.getRevokedCertificate(certificate.getSerialNumber()) != null) {
                throw revoked(certificate);
            } else {
                isVouchedFor = true;
            }
        }
        if (!isVouchedFor) {
            throw unknown(certificate, fault);
        }
    }

    /** Returns why a list cannot be relied on. */
    private Optional<String> fault(SignedList one, X509Certificate certificate, X509Certificate issuer, Instant now) {
        var critical = Optional.ofNullable(one.list.getCriticalExtensionOIDs()).orElse(Set.of()).stream()
                .filter(extension -> !extension.equals(ISSUING_DISTRIBUTION_POINT))
                .sorted()
                .findFirst();
        if (critical.isPresent()) {
            return Optional.of("has the critical extension %s, which is not supported".formatted(critical.get()));
        }
        if (!isFor(one.list, certificate)) {
            return Optional.of("is for other certificates (issuingDistributionPoint)");
        }
        if (now.isBefore(one.list.getThisUpdate().toInstant())) {
            return Optional.of(
                    "is not valid before %s".formatted(one.list.getThisUpdate().toInstant()));
        }
        if (one.list.getNextUpdate() == null) {
            return Optional.of("does not specify when the next one is due");
        }
        if (now.isAfter(one.list.getNextUpdate().toInstant())) {
            return Optional.of("is out of date; the next one was due at %s"
                    .formatted(one.list.getNextUpdate().toInstant()));
        }
        return signatureFault(one, issuer);
    }

    private static boolean isFor(X509CRL list, X509Certificate certificate) {
        try {
            return IssuingDistributionPoint.of(list).isFor(certificate);
        } catch (IOException malformed) {
            return false;
        }
    }

    private Optional<String> signatureFault(SignedList one, X509Certificate issuer) {
        if (one.list.getSigAlgName().startsWith("MD")) {
            return Optional.of("is signed with %s, which is too weak".formatted(one.list.getSigAlgName()));
        }
        var signer = Stream.concat(
                        Stream.of(issuer),
                        this.authorities.getOrDefault(issuer.getSubjectX500Principal(), List.of()).stream())
                .filter(one::isSignedBy)
                .toList();
        if (signer.isEmpty()) {
            return Optional.of("has a signature that does not verify with the key of %s"
                    .formatted(issuer.getSubjectX500Principal()));
        }
        return signer.stream().anyMatch(RevocationCheck::maySignLists)
                ? Optional.empty()
                : Optional.of("is signed by a CA whose keyUsage does not allow signing CRLs");
    }

    private static boolean maySignLists(X509Certificate issuer) {
        var keyUsage = issuer.getKeyUsage();
        return keyUsage == null || keyUsage[CRL_SIGN];
    }

    private static CertificateVerificationException revoked(X509Certificate certificate) {
        var message = "the certificate of %s was revoked by %s"
                .formatted(certificate.getSubjectX500Principal(), certificate.getIssuerX500Principal());
        // JSSE finds the alert to send in the cause.
        return new CertificateVerificationException(
                HandshakeFailure.CERTIFICATE_REVOKED,
                message,
                certificate,
                new CertPathValidatorException(message, null, null, -1, BasicReason.REVOKED));
    }

    private static CertificateVerificationException unknown(X509Certificate certificate, @Nullable String fault) {
        var issuer = certificate.getIssuerX500Principal();
        var subject = certificate.getSubjectX500Principal();
        return new CertificateVerificationException(
                HandshakeFailure.CERTIFICATE_OTHER,
                (fault == null)
                        ? "no CRL of %s, which issued the certificate of %s".formatted(issuer, subject)
                        : "the CRL of %s, which issued the certificate of %s, %s".formatted(issuer, subject, fault),
                certificate,
                null);
    }
}
