package io.unifiedtls.internal.context;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import javax.security.auth.x500.X500Principal;

import io.unifiedtls.LoadedChain;
import io.unifiedtls.internal.material.Credential;
import io.unifiedtls.internal.trust.WellKnownRoots;
import io.unifiedtls.internal.x509.SubjectAltNames;

/**
 * What is likely to be wrong with signing chains. None of it ends the start: another chain may be the right one, a
 * renewal may be on its way, and the peers may know an authority that is not known here.
 */
final class ChainWarnings {

    private static final int NAMES_SHOWN = 10;

    private static final int IP_ADDRESS = 7;

    private final Set<X500Principal> trusted;

    private final Instant now;

    /**
     * Creates what looks at chains.
     *
     * @param trusted the authorities of the same configuration, which the peers are likely to know too
     */
    ChainWarnings(X509Certificate[] trusted, Instant now) {
        this.trusted = Arrays.stream(trusted)
                .map(X509Certificate::getSubjectX500Principal)
                .collect(Collectors.toUnmodifiableSet());
        this.now = now;
    }

    /** Returns the chains of a server with their warnings. */
    List<LoadedChain> ofServer(List<Credential> entries) {
        var loaded = new ArrayList<LoadedChain>();
        var firsts = new HashMap<X509Certificate, Integer>();
        for (var entry : entries) {
            var warnings = new ArrayList<>(ofEither(entry));
            serverNames(entry).ifPresent(warnings::add);
            var first = firsts.putIfAbsent(entry.leaf(), loaded.size());
            if (first != null) {
                warnings.add(
                        "the certificate of %s is also used by the chain at index %d; remove one of them, or combine their server names"
                                .formatted(subject(entry.leaf()), first));
            }
            loaded.add(new LoadedChain(entry.serverNames(), entry.certificates(), warnings));
        }
        return List.copyOf(loaded);
    }

    /** Returns the chain of a client, which serves no names, with its warnings. */
    LoadedChain ofClient(Credential entry) {
        return new LoadedChain(entry.serverNames(), entry.certificates(), ofEither(entry));
    }

    private List<String> ofEither(Credential entry) {
        var warnings = new ArrayList<String>();
        dates(entry.leaf()).ifPresent(warnings::add);
        intermediates(entry).ifPresent(warnings::add);
        return warnings;
    }

    private Optional<String> dates(X509Certificate leaf) {
        if (this.now.isAfter(leaf.getNotAfter().toInstant())) {
            return Optional.of("the certificate of %s expired at %s"
                    .formatted(subject(leaf), leaf.getNotAfter().toInstant()));
        }
        if (this.now.isBefore(leaf.getNotBefore().toInstant())) {
            return Optional.of("the certificate of %s is not valid before %s"
                    .formatted(subject(leaf), leaf.getNotBefore().toInstant()));
        }
        return Optional.empty();
    }

    private Optional<String> intermediates(Credential entry) {
        // A longer chain that ends below an authority unknown here is what a private authority's should look like.
        if (entry.unused().isEmpty() && entry.certificates().size() > 1) {
            return Optional.empty();
        }
        var last = entry.certificates().get(entry.certificates().size() - 1);
        var missing = missingIssuer(last);
        if (!entry.unused().isEmpty()) {
            var unused =
                    shown(entry.unused().stream().map(ChainWarnings::subject).toList());
            return Optional.of("%s %s not part of the chain of %s and not sent%s"
                    .formatted(
                            unused,
                            (entry.unused().size() == 1) ? "is" : "are",
                            subject(entry.leaf()),
                            missing.map(issuer -> "; the certificate of %s that issued that of %s is missing"
                                            .formatted(issuer, subject(last)))
                                    .orElse("")));
        }
        return missing.map(issuer ->
                "the certificate of %s was issued by %s, whose certificate is missing; if it is an intermediate certificate, append it, since clients would refuse the chain"
                        .formatted(subject(last), issuer));
    }

    private Optional<String> missingIssuer(X509Certificate certificate) {
        var issuer = certificate.getIssuerX500Principal();
        var isRoot = issuer.equals(certificate.getSubjectX500Principal());
        return (isRoot || this.trusted.contains(issuer) || WellKnownRoots.contain(issuer))
                ? Optional.empty()
                : Optional.of(issuer.toString());
    }

    private static Optional<String> serverNames(Credential entry) {
        var covered = SubjectAltNames.of(entry.leaf());
        if (covered.isEmpty() && !hasIpAddress(entry.leaf())) {
            return Optional.of(
                    "the certificate of %s has no dNSName in its subjectAltName, so clients refuse it for every host name%s"
                            .formatted(
                                    subject(entry.leaf()),
                                    entry.serverNames().isEmpty() ? "" : ", " + shown(entry.serverNames()) + " too"));
        }
        var uncovered = entry.serverNames().stream()
                .filter(name -> !isCovered(name, covered))
                .toList();
        return uncovered.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "the certificate of %s does not cover the server %s %s, so clients refuse it for %s; it covers %s"
                                .formatted(
                                        subject(entry.leaf()),
                                        (uncovered.size() == 1) ? "name" : "names",
                                        shown(uncovered),
                                        (uncovered.size() == 1) ? "it" : "them",
                                        covered.isEmpty() ? "no host name" : shown(covered)));
    }

    /** A wildcard of a certificate stands for exactly one label, and never right below the root (RFC 9525, 6.3). */
    private static boolean isCovered(String name, List<String> covered) {
        var dot = name.indexOf('.');
        return covered.contains(name)
                || (dot > 0
                        && name.charAt(0) != '*'
                        && name.indexOf('.', dot + 1) > 0
                        && covered.contains("*" + name.substring(dot)));
    }

    private static boolean hasIpAddress(X509Certificate certificate) {
        try {
            var names = certificate.getSubjectAlternativeNames();
            return names != null && names.stream().anyMatch(name -> name.get(0).equals(IP_ADDRESS));
        } catch (CertificateParsingException malformed) {
            return false;
        }
    }

    private static String subject(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().toString();
    }

    private static String shown(List<String> names) {
        var more = names.size() - NAMES_SHOWN;
        var first = names.stream().limit(NAMES_SHOWN).collect(Collectors.joining(", "));
        return (more > 0) ? "%s and %d more".formatted(first, more) : first;
    }
}
