package io.unifiedtls.internal.trust;

import java.security.cert.X509Certificate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import javax.security.auth.x500.X500Principal;

import io.unifiedtls.CertificateVerificationException;
import io.unifiedtls.internal.trust.SignatureChecks.Verdict;
import io.unifiedtls.internal.x509.KeyIdentifiers;
import io.unifiedtls.internal.x509.KeyIdentifiers.Match;

/**
 * Looks for paths from what a peer sent to trusted authorities, from the authorities down: a signature is verified only
 * with the key of an authority, or of a certificate that leads to one. So somebody whom no authority knows cannot
 * choose the keys, and has at most 10 signatures verified for each authority of the name that he claims.
 *
 * <p>Names and key identifiers select the signatures worth verifying. For one handshake; not thread-safe.
 */
final class PathSearch {

    /** The most certificates of a peer, as the JDK and BoringSSL have it. */
    static final int MOST_CERTIFICATES = 10;

    /** Tries a path, and returns whether it was the right one. */
    @FunctionalInterface
    interface Attempt {

        boolean isAccepted(CertificatePath path) throws CertificateVerificationException;
    }

    /** Who signed a certificate: authorities and others that were sent. */
    private record Issuers(List<X509Certificate> authorities, List<X509Certificate> others) {

        Issuers() {
            this(new ArrayList<>(), new ArrayList<>());
        }
    }

    private final Map<X500Principal, List<X509Certificate>> authorities;

    private final SignatureChecks checks;

    private final List<X509Certificate> sent;

    /** The certificates that lead to an authority, and who signed them. */
    private final Map<X509Certificate, Issuers> issuers = new LinkedHashMap<>();

    /**
     * Prepares a search.
     *
     * @param authorities the trusted certificates by subject
     */
    PathSearch(
            List<X509Certificate> sent, Map<X500Principal, List<X509Certificate>> authorities, SignatureChecks checks)
            throws CertificateVerificationException {
        this.authorities = authorities;
        this.checks = checks;
        var distinct = new LinkedHashSet<>(sent);
        if (distinct.size() > MOST_CERTIFICATES) {
            throw VerificationErrors.other(
                    sent.get(0),
                    "its chain is too long; %d certificates were sent, and the limit is %d"
                            .formatted(distinct.size(), MOST_CERTIFICATES));
        }
        this.sent = new ArrayList<>(distinct);
        // An authority that was sent too is known already.
        this.sent.subList(1, this.sent.size()).removeIf(this::isAuthority);
    }

    /** Tries one path after the other, and returns the first one that is accepted. */
    Optional<CertificatePath> find(Attempt attempt) throws CertificateVerificationException {
        if (isAuthority(leaf())) {
            var path = new CertificatePath(List.of(leaf()), leaf());
            return attempt.isAccepted(path) ? Optional.of(path) : Optional.empty();
        }
        connect();
        return extend(List.of(leaf()), attempt);
    }

    private Optional<CertificatePath> extend(List<X509Certificate> begun, Attempt attempt)
            throws CertificateVerificationException {
        var signers = this.issuers.getOrDefault(begun.get(begun.size() - 1), new Issuers());
        for (var authority : signers.authorities()) {
            var path = new CertificatePath(begun, authority);
            if (attempt.isAccepted(path)) {
                return Optional.of(path);
            }
        }
        for (var next : signers.others()) {
            if (!begun.contains(next)) {
                var longer = new ArrayList<>(begun);
                longer.add(next);
                var found = extend(longer, attempt);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    /** Finds out which certificates lead to an authority. */
    private void connect() throws CertificateVerificationException {
        connect(EnumSet.of(Match.SAME_KEY, Match.UNKNOWN));
        if (!this.issuers.containsKey(leaf())) {
            connect(EnumSet.of(Match.OTHER_KEY)); // Identifiers are a hint, and some authorities get them wrong.
        }
        for (var signers : this.issuers.values()) {
            signers.others().sort(Comparator.comparingInt(this.sent::indexOf));
        }
    }

    private void connect(Set<Match> matches) throws CertificateVerificationException {
        var connected = new ArrayDeque<>(this.issuers.keySet());
        for (var certificate : this.sent) {
            for (var authority : named(certificate)) {
                if (isSigned(certificate, authority, matches)) {
                    if (!this.issuers.containsKey(certificate)) {
                        connected.add(certificate);
                    }
                    issuers(certificate).authorities().add(authority);
                }
            }
        }
        while (!connected.isEmpty()) {
            var issuer = connected.remove();
            for (var certificate : this.sent) {
                if (isNamed(certificate, issuer) && !issuer.equals(leaf()) && isSigned(certificate, issuer, matches)) {
                    if (!this.issuers.containsKey(certificate)) {
                        connected.add(certificate);
                    }
                    issuers(certificate).others().add(issuer);
                }
            }
        }
    }

    private boolean isSigned(X509Certificate certificate, X509Certificate issuer, Set<Match> matches)
            throws CertificateVerificationException {
        return matches.contains(KeyIdentifiers.match(certificate, issuer))
                && this.checks.verify(certificate, issuer) == Verdict.VALID;
    }

    private Issuers issuers(X509Certificate certificate) {
        return this.issuers.computeIfAbsent(certificate, any -> new Issuers());
    }

    /** Returns the authorities that have the name of the issuer, the likeliest first. */
    private List<X509Certificate> named(X509Certificate certificate) {
        var named = this.authorities.getOrDefault(certificate.getIssuerX500Principal(), List.of());
        return (named.size() < 2)
                ? named
                : named.stream()
                        .sorted(Comparator.comparing(authority -> KeyIdentifiers.match(certificate, authority)))
                        .toList();
    }

    /** Returns why no path was found: how far the names lead, and what is wrong there. */
    CertificateVerificationException noPath() throws CertificateVerificationException {
        var certificate = leaf();
        var passed = new LinkedHashSet<X509Certificate>();
        while (passed.add(certificate)) {
            var last = certificate;
            var authority = named(last).stream().findFirst();
            var next = this.sent.stream()
                    .skip(1)
                    .filter(issuer -> isNamed(last, issuer) && !passed.contains(issuer))
                    .min(Comparator.comparing(issuer -> KeyIdentifiers.match(last, issuer)));
            if (next.isPresent() && !this.issuers.containsKey(next.get())) {
                certificate = next.get();
            } else if (next.or(() -> authority).isPresent()) {
                return notSigned(last, next.or(() -> authority).get());
            } else {
                return VerificationErrors.unknownAuthority(leaf(), last);
            }
        }
        return VerificationErrors.unknownAuthority(leaf(), certificate);
    }

    private CertificateVerificationException notSigned(X509Certificate certificate, X509Certificate issuer)
            throws CertificateVerificationException {
        if (this.checks.verify(certificate, issuer) == Verdict.UNSUPPORTED) {
            return VerificationErrors.unsupportedSignature(certificate, issuer);
        }
        return (KeyIdentifiers.match(certificate, issuer) == Match.OTHER_KEY)
                ? VerificationErrors.otherKey(leaf(), certificate, isAuthority(issuer))
                : VerificationErrors.badSignature(certificate, issuer);
    }

    private boolean isAuthority(X509Certificate certificate) {
        return this.authorities
                .getOrDefault(certificate.getSubjectX500Principal(), List.of())
                .contains(certificate);
    }

    private static boolean isNamed(X509Certificate certificate, X509Certificate issuer) {
        return !certificate.equals(issuer)
                && certificate.getIssuerX500Principal().equals(issuer.getSubjectX500Principal());
    }

    private X509Certificate leaf() {
        return this.sent.get(0);
    }
}
