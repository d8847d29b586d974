package io.unifiedtls.internal.trust;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.unifiedtls.CertificateVerificationException;
import io.unifiedtls.internal.pem.CertificateExtension;
import io.unifiedtls.internal.pem.DerReader;

/**
 * The names that an authority may issue certificates for (RFC 5280, section 4.2.1.10). The JDK does not look at those
 * of a trusted authority, lets a wildcard stand for a name that is excluded, and has no limit to what it compares.
 *
 * @param permitted a name must be in one of these, if there is one of its form
 * @param excluded a name must be in none of these
 */
record NameConstraints(List<AlternativeName> permitted, List<AlternativeName> excluded) {

    /** The most comparisons for a path, as in Go's {@code crypto/x509} and rustls. */
    static final int MOST_COMPARISONS = 250_000;

    private static final String EXTENSION = "2.5.29.30";

    private static final int PERMITTED = 0xA0;

    private static final int EXCLUDED = 0xA1;

    /** Refuses a path with a name that one of its authorities, the trusted one included, may not issue. */
    static void check(CertificatePath path) throws CertificateVerificationException {
        var chain = path.withAnchor();
        var comparisons = 0L;
        for (int i = 1; i < chain.size(); i++) {
            var issuer = chain.get(i);
            var constraints = of(issuer);
            if (constraints.isPresent()) {
                for (var certificate : chain.subList(0, i)) {
                    if (certificate.equals(path.leaf()) || !isSelfIssued(certificate)) {
                        var names = names(certificate);
                        comparisons += (long) names.size() * constraints.get().size();
                        if (comparisons > MOST_COMPARISONS) {
                            throw Refusals.other(
                                    path.leaf(),
                                    "checking its names against the name constraints of its issuers takes more than %d comparisons"
                                            .formatted(MOST_COMPARISONS));
                        }
                        constraints.get().check(certificate, issuer, names);
                    }
                }
            }
        }
    }

    /** RFC 5280, section 4.2.1.10: an authority that renews its key is not constrained, a leaf always is. */
    static boolean isSelfIssued(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
    }

    private static List<AlternativeName> names(X509Certificate certificate) throws CertificateVerificationException {
        try {
            return AlternativeName.of(certificate);
        } catch (IOException malformed) {
            throw Refusals.other(certificate, "its subjectAltName is malformed");
        }
    }

    /** Returns the constraints of an authority, if it has any. */
    private static Optional<NameConstraints> of(X509Certificate authority) throws CertificateVerificationException {
        // To ask for an extension that there is not costs the JDK two exceptions.
        if (!has(authority.getCriticalExtensionOIDs()) && !has(authority.getNonCriticalExtensionOIDs())) {
            return Optional.empty();
        }
        try {
            var content =
                    CertificateExtension.of(authority, EXTENSION).orElseThrow().sequence();
            var constraints = new NameConstraints(subtrees(content, PERMITTED), subtrees(content, EXCLUDED));
            if (content.hasMore() || constraints.size() == 0) {
                throw new IOException("no subtrees, or something else behind them");
            }
            return Optional.of(constraints);
        } catch (IOException malformed) {
            throw Refusals.other(authority, "its name constraints are malformed");
        }
    }

    private static boolean has(@Nullable Set<String> extensions) {
        return extensions != null && extensions.contains(EXTENSION);
    }

    private static List<AlternativeName> subtrees(DerReader content, int tag) throws IOException {
        var subtrees = new ArrayList<AlternativeName>();
        if (content.nextIs(tag)) {
            var sequence = content.inside(tag);
            while (sequence.hasMore()) {
                var subtree = sequence.sequence();
                var base = AlternativeName.read(subtree);
                if (subtree.hasMore()) {
                    throw new IOException("a minimum or maximum, which RFC 5280 does not allow");
                }
                if (!Subtrees.isValid(base)) {
                    throw new IOException("a name that cannot be a constraint");
                }
                subtrees.add(base);
            }
            if (subtrees.isEmpty()) {
                throw new IOException("subtrees without any");
            }
        }
        return subtrees;
    }

    private int size() {
        return this.permitted.size() + this.excluded.size();
    }

    private void check(X509Certificate certificate, X509Certificate issuer, List<AlternativeName> names)
            throws CertificateVerificationException {
        for (var name : names) {
            var permitted = sameForm(this.permitted, name);
            var excluded = sameForm(this.excluded, name);
            if (permitted.isEmpty() && excluded.isEmpty()) {
                continue;
            }
            if (!Subtrees.isComparable(name)
                    || excluded.stream().anyMatch(subtree -> Subtrees.mayContain(subtree, name))
                    || !permitted.isEmpty()
                            && permitted.stream().noneMatch(subtree -> Subtrees.contains(subtree, name))) {
                throw Refusals.other(
                        certificate,
                        "%s may not issue certificates for its names".formatted(issuer.getSubjectX500Principal()));
            }
        }
    }

    private static List<AlternativeName> sameForm(List<AlternativeName> subtrees, AlternativeName name) {
        return subtrees.stream()
                .filter(subtree -> subtree.form() == name.form())
                .toList();
    }
}
