package io.unifiedtls.internal.trust;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

import io.unifiedtls.internal.x509.CertificateExtension;
import io.unifiedtls.internal.x509.DerReader;

/**
 * The syntax of extensions (RFC 5280, section 4.2) that the JDK takes for absent if they are malformed and not
 * critical. Those that a decision depends on are not among them: the code that reads one refuses it.
 */
final class ExtensionSyntax {

    @FunctionalInterface
    private interface Syntax {

        void read(DerReader content) throws IOException;
    }

    private record Known(String identifier, String name, Syntax syntax) {

        boolean isMalformed(X509Certificate certificate) {
            if (!CertificateExtension.isPresent(certificate, this.identifier)) {
                return false;
            }
            try {
                var content =
                        CertificateExtension.of(certificate, this.identifier).orElseThrow();
                this.syntax.read(content);
                return content.hasMore();
            } catch (IOException malformed) {
                return true;
            }
        }
    }

    private static final List<Known> KNOWN = List.of(
            new Known("2.5.29.14", "subjectKeyIdentifier", DerReader::octets),
            new Known("2.5.29.31", "cRLDistributionPoints", listOf(DerReader::sequence)),
            new Known(
                    "2.5.29.32",
                    "certificatePolicies",
                    listOf(policy -> policy.sequence().objectIdentifier())),
            new Known("2.5.29.36", "policyConstraints", listOf(DerReader::element)),
            new Known("1.3.6.1.5.5.7.1.1", "authorityInfoAccess", listOf(ExtensionSyntax::accessDescription)));

    private ExtensionSyntax() {}

    /** Returns the name of an extension that is malformed. */
    static Optional<String> malformed(X509Certificate certificate) {
        return KNOWN.stream()
                .filter(known -> known.isMalformed(certificate))
                .map(Known::name)
                .findFirst();
    }

    /** Reads a SEQUENCE with at least one element. */
    private static Syntax listOf(Syntax element) {
        return content -> {
            var list = content.sequence();
            do {
                element.read(list);
            } while (list.hasMore());
        };
    }

    private static void accessDescription(DerReader list) throws IOException {
        var description = list.sequence();
        description.objectIdentifier();
        AlternativeName.read(description);
    }
}
