package io.unifiedtls.internal.trust;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import io.unifiedtls.CertificateVerificationException;
import io.unifiedtls.internal.x509.CertificateExtension;
import io.unifiedtls.internal.x509.DerReader;

/**
 * The names that an authority may issue certificates for (RFC 5280, section 4.2.1.10). The JDK does not look at those
 * of a trusted authority, lets a wildcard stand for a name that is excluded, and has no limit to what it compares.
 *
 * @param permitted a name must be in one of these, if there is one of its form
 * @param excluded a name must be in none of these
 * @param size how many there are
 */
record NameConstraints(
        Map<Integer, List<ConstrainedName>> permitted, Map<Integer, List<ConstrainedName>> excluded, int size) {

    /** The most comparisons for a path, as in Go's {@code crypto/x509} and rustls. */
    static final int MOST_COMPARISONS = 250_000;

    private static final String EXTENSION = "2.5.29.30";

    private static final int PERMITTED = 0xA0;

    private static final int EXCLUDED = 0xA1;

    /** Finds the constraints of an authority. */
    @FunctionalInterface
    interface Source {

        Optional<NameConstraints> of(X509Certificate authority) throws CertificateVerificationException;
    }

    /** Refuses a path with a name that one of its authorities, the trusted one included, may not issue. */
    static void check(CertificatePath path, Source source) throws CertificateVerificationException {
        var chain = path.withAnchor();
        var comparisons = 0L;
        for (int i = 1; i < chain.size(); i++) {
            var issuer = chain.get(i);
            var constraints = source.of(issuer);
            if (constraints.isPresent()) {
                for (var certificate : chain.subList(0, i)) {
                    if (certificate.equals(path.leaf()) || !isSelfIssued(certificate)) {
                        var most = (MOST_COMPARISONS - comparisons)
                                / constraints.get().size();
                        var names = names(certificate, most + 1);
                        comparisons += (long) names.size() * constraints.get().size();
                        if (comparisons > MOST_COMPARISONS) {
                            throw VerificationErrors.other(
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

    private static List<AlternativeName> names(X509Certificate certificate, long most)
            throws CertificateVerificationException {
        try {
            return AlternativeName.of(certificate, most);
        } catch (IOException malformed) {
            throw VerificationErrors.other(certificate, "its subjectAltName is malformed");
        }
    }

    /** Returns the constraints of an authority, if it has any. */
    static Optional<NameConstraints> of(X509Certificate authority) throws CertificateVerificationException {
        if (!CertificateExtension.isPresent(authority, EXTENSION)) {
            return Optional.empty();
        }
        try {
            var content =
                    CertificateExtension.of(authority, EXTENSION).orElseThrow().sequence();
            var permitted = subtrees(content, PERMITTED);
            var excluded = subtrees(content, EXCLUDED);
            var size = permitted.size() + excluded.size();
            if (content.hasMore() || size == 0) {
                throw new IOException("no subtrees, or something else behind them");
            }
            return Optional.of(new NameConstraints(byForm(permitted), byForm(excluded), size));
        } catch (IOException malformed) {
            throw VerificationErrors.other(authority, "its name constraints are malformed");
        }
    }

    private static List<ConstrainedName> subtrees(DerReader content, int tag) throws IOException {
        var subtrees = new ArrayList<ConstrainedName>();
        if (content.nextIs(tag)) {
            var sequence = content.inside(tag);
            while (sequence.hasMore()) {
                var subtree = sequence.sequence();
                var base = AlternativeName.read(subtree);
                if (subtree.hasMore()) {
                    throw new IOException("a minimum or maximum, which RFC 5280 does not allow");
                }
                subtrees.add(ConstrainedName.ofSubtree(base)
                        .orElseThrow(() -> new IOException("a name that cannot be a constraint")));
            }
            if (subtrees.isEmpty()) {
                throw new IOException("subtrees without any");
            }
        }
        return subtrees;
    }

    private static Map<Integer, List<ConstrainedName>> byForm(List<ConstrainedName> subtrees) {
        return subtrees.stream().collect(Collectors.groupingBy(ConstrainedName::form));
    }

    private void check(X509Certificate certificate, X509Certificate issuer, List<AlternativeName> names)
            throws CertificateVerificationException {
        for (var name : names) {
            if (!isAllowed(name)) {
                throw VerificationErrors.other(
                        certificate,
                        "%s may not issue certificates for its names".formatted(issuer.getSubjectX500Principal()));
            }
        }
    }

    private boolean isAllowed(AlternativeName name) {
        var in = this.permitted.getOrDefault(name.form(), List.of());
        var out = this.excluded.getOrDefault(name.form(), List.of());
        if (in.isEmpty() && out.isEmpty()) {
            return true;
        }
        return ConstrainedName.ofName(name)
                .filter(one -> out.stream().noneMatch(subtree -> Subtrees.mayContain(subtree, one)))
                .filter(one -> in.isEmpty() || in.stream().anyMatch(subtree -> Subtrees.contains(subtree, one)))
                .isPresent();
    }
}
