package io.unifiedtls.internal.trust;

import java.util.function.Consumer;

import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.DLSequence;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;

/**
 * A kind of chain: root, intermediate (Middle) and a leaf for www.example.com, with one thing about it. The kinds are
 * those of x509-limbo, and some of our own.
 */
enum CertificateCase {
    CONFORMS("conforms to RFC 5280", null, true, chain -> {}),

    PERMITTED("a name that the intermediate may issue", null, true, permitted(dns("example.com"))),
    NOT_PERMITTED(
            "a name outside of what the intermediate may issue",
            notFor("Middle"),
            false,
            permitted(dns("example.org"))),
    EXCLUDED("a name that the intermediate must not issue", notFor("Middle"), false, excluded(dns("example.com"))),
    ALL_EXCLUDED("all host names excluded (an empty dNSName)", notFor("Middle"), false, excluded(dns(""))),
    SIBLING_EXCLUDED("another name excluded", null, true, excluded(dns("mail.example.com"))),
    SUBDOMAINS_PERMITTED(
            "only names below a domain permitted (.example.com)", null, true, permitted(dns(".example.com"))),
    WILDCARD_AROUND_EXCLUDED(
            "a wildcard that stands for an excluded name too",
            notFor("Middle"),
            true,
            and(excluded(dns("secret.example.com")), names(dns("*.example.com")))),
    WILDCARD_BESIDE_EXCLUDED(
            "a wildcard, and an excluded name further down",
            null,
            true,
            and(excluded(dns("a.secret.example.com")), names(dns("*.example.com")))),
    WILDCARD_WIDER_THAN_PERMITTED(
            "a wildcard that stands for names that are not permitted",
            notFor("Middle"),
            false,
            and(permitted(dns("www.example.com")), names(dns("*.example.com")))),
    ROOT_NOT_PERMITTED(
            "a name outside of what the root may issue", notFor("Root"), false, ofRoot(permitted("example.org"))),
    ROOT_EXCLUDED("a name that the root must not issue", notFor("Root"), false, ofRoot(excluded("example.com"))),
    ROOT_EXCLUDES_THE_INTERMEDIATE(
            "an intermediate with a name that the root must not issue",
            "the certificate of CN=Middle is refused: CN=Root may not issue certificates for its names",
            false,
            and(
                    ofRoot(excluded("example.org")),
                    chain -> chain.middleExtensions()
                            .notCritical(Extension.subjectAlternativeName, new GeneralNames(dns("www.example.org"))))),
    ADDRESS_PERMITTED(
            "an address in a permitted network",
            null,
            true,
            and(permitted(network(192, 0, 2, 0, 255, 255, 255, 0)), names(dns("www.example.com"), ip("192.0.2.7")))),
    ADDRESS_NOT_PERMITTED(
            "an address outside of a permitted network",
            notFor("Middle"),
            false,
            and(permitted(network(192, 0, 2, 0, 255, 255, 255, 0)), names(dns("www.example.com"), ip("192.0.3.7")))),
    NETWORK_WITH_GAPS(
            "a network whose mask has gaps",
            malformed("name constraints"),
            true,
            and(permitted(network(192, 0, 2, 0, 255, 0, 255, 0)), names(dns("www.example.com"), ip("192.0.2.7")))),
    CONSTRAINT_WITH_WILDCARD(
            "a wildcard as a constraint", malformed("name constraints"), false, permitted(dns("*.example.com"))),
    CONSTRAINTS_EMPTY(
            "name constraints without any",
            malformed("name constraints"),
            true,
            chain -> chain.middleExtensions().critical(Extension.nameConstraints, new DLSequence())),
    MAILBOX_PERMITTED(
            "a mailbox that is permitted",
            null,
            true,
            and(permitted(email("example.com")), names(dns("www.example.com"), email("alice@example.com")))),
    MAILBOX_NOT_PERMITTED(
            "a mailbox of another host",
            notFor("Middle"),
            false,
            and(permitted(email("example.com")), names(dns("www.example.com"), email("alice@mail.example.com")))),
    URI_NOT_PERMITTED(
            "a URI of another host",
            notFor("Middle"),
            false,
            and(permitted(uri("example.com")), names(dns("www.example.com"), uri("https://example.org/")))),
    DIRECTORY_NOT_PERMITTED(
            "a subject outside of a permitted directory",
            notFor("Middle"),
            false,
            permitted(new GeneralName(new X500Name("O=Example")))),
    OTHER_FORM_EXCLUDED(
            "a constraint for a form of name that is not supported, and such a name",
            notFor("Middle"),
            false,
            and(excluded(otherName("a")), names(dns("www.example.com"), otherName("b")))),
    OTHER_FORM_EXCLUDED_AND_ABSENT(
            "a constraint for a form of name that is not supported, and no such name",
            null,
            true,
            excluded(otherName("a"))),

    OTHER_HOST(
            "another name than the one asked for",
            "the certificate is not for www.example.com but for [www.example.org]",
            false,
            names(dns("www.example.org"))),
    COMMON_NAME(
            "the name asked for only as common name",
            "the certificate is not for www.example.com; it has no host name and no IP address in its subjectAltName, and the common name is ignored",
            true,
            chain -> chain.leafExtensions().remove(Extension.subjectAlternativeName)),
    WILDCARD_INSIDE_A_LABEL(
            "a wildcard inside a label (ww*.example.com)",
            "the certificate is not for www.example.com but for [ww*.example.com]",
            true,
            names(dns("ww*.example.com"))),

    LEAF_FOR_CLIENTS(
            "a leaf for clients only",
            "the certificate of CN=www.example.com is refused: its extended key usage does not allow identifying a server",
            false,
            chain -> chain.leafExtensions()
                    .notCritical(Extension.extendedKeyUsage, usage(KeyPurposeId.id_kp_clientAuth))),
    INTERMEDIATE_FOR_CLIENTS(
            "an intermediate that issues clients only",
            "the certificate of CN=Middle is refused: its extended key usage does not allow issuing the certificate of a server, CN=www.example.com",
            false,
            chain -> chain.middleExtensions()
                    .notCritical(Extension.extendedKeyUsage, usage(KeyPurposeId.id_kp_clientAuth))),
    ROOT_FOR_CLIENTS(
            "a root that issues clients only",
            "the certificate of CN=Root is refused: its extended key usage does not allow issuing the certificate of a server, CN=www.example.com",
            false,
            chain -> chain.rootExtensions()
                    .notCritical(Extension.extendedKeyUsage, usage(KeyPurposeId.id_kp_clientAuth))),
    INTERMEDIATE_FOR_SERVERS(
            "an intermediate that issues servers only",
            null,
            true,
            chain -> chain.middleExtensions()
                    .notCritical(Extension.extendedKeyUsage, usage(KeyPurposeId.id_kp_serverAuth))),

    LEAF_CRITICAL(
            "an unknown critical extension in the leaf",
            "the certificate of CN=www.example.com is refused: unrecognized critical extension(s)",
            false,
            chain -> chain.leafExtensions().critical(UNKNOWN.id, DERNull.INSTANCE)),
    INTERMEDIATE_CRITICAL(
            "an unknown critical extension in the intermediate",
            "the certificate of CN=Middle is refused: unrecognized critical extension(s)",
            false,
            chain -> chain.middleExtensions().critical(UNKNOWN.id, DERNull.INSTANCE)),
    ROOT_CRITICAL(
            "an unknown critical extension in the root",
            "the certificate of CN=Root is refused: its extension 1.3.6.1.4.1.55738.666 is critical and not supported",
            false,
            chain -> chain.rootExtensions().critical(UNKNOWN.id, DERNull.INSTANCE)),
    ROOT_WITHOUT_SUBJECT_KEY(
            "a root without subjectKeyIdentifier",
            null,
            false,
            chain -> chain.rootExtensions().remove(Extension.subjectKeyIdentifier)),
    ROOT_CONSTRAINTS_NOT_CRITICAL(
            "a root whose basicConstraints are not critical",
            null,
            false,
            chain -> chain.rootExtensions().notCritical(Extension.basicConstraints)),
    ROOT_IS_NO_AUTHORITY(
            "a root that is not an authority",
            "the certificate of CN=Root is refused: it is trusted, but may not issue certificates",
            false,
            chain -> chain.rootExtensions().critical(Extension.basicConstraints, new BasicConstraints(false))),
    AUTHORITY_KEY_OF_ANOTHER(
            "a leaf whose authorityKeyIdentifier names another key",
            "the certificate of CN=www.example.com is refused: its authorityKeyIdentifier does not name the key of its issuer (RFC 5280, section 4.2.1.1); have it issued again, or accept it with withoutStrictProfile (trust-store.strict: false)",
            false,
            chain -> chain.leafExtensions()
                    .notCritical(Extension.authorityKeyIdentifier, new AuthorityKeyIdentifier(new byte[] {1, 2, 3}))),
    PATH_TOO_LONG(
            "an intermediate more than the root allows",
            "the certificate of CN=Root is refused: it allows 0 intermediate certificates, not 1",
            false,
            chain -> chain.rootExtensions().critical(Extension.basicConstraints, new BasicConstraints(0))),
    LEAF_MAY_NOT_SIGN(
            "a leaf whose key must not sign",
            "the certificate of CN=www.example.com is refused: its key usage does not allow digital signatures",
            true,
            chain -> chain.leafExtensions().critical(Extension.keyUsage, new KeyUsage(KeyUsage.keyAgreement))),
    LEAF_PURPOSE_MALFORMED(
            "a leaf whose extended key usage is malformed",
            "the certificate of CN=www.example.com is refused: its extended key usage is malformed",
            false,
            chain -> chain.leafExtensions().notCritical(Extension.extendedKeyUsage, DERNull.INSTANCE)),
    INTERMEDIATE_PURPOSE_MALFORMED(
            "an intermediate whose extended key usage is malformed",
            "the certificate of CN=Middle is refused: its extended key usage is malformed",
            false,
            chain -> chain.middleExtensions().notCritical(Extension.extendedKeyUsage, DERNull.INSTANCE)),
    LEAF_KEY_USAGE_MALFORMED(
            "a leaf whose key usage is malformed",
            "the certificate of CN=www.example.com is refused: its key usage is malformed",
            false,
            chain -> chain.leafExtensions().notCritical(Extension.keyUsage, DERNull.INSTANCE)),
    INTERMEDIATE_KEY_USAGE_MALFORMED(
            "an intermediate whose key usage is malformed",
            "the certificate of CN=Middle is refused: its key usage is malformed",
            false,
            chain -> chain.middleExtensions().notCritical(Extension.keyUsage, DERNull.INSTANCE)),
    ROOT_KEY_USAGE_MALFORMED(
            "a root whose key usage is malformed",
            "the certificate of CN=Root is refused: its key usage is malformed",
            false,
            chain -> chain.rootExtensions().notCritical(Extension.keyUsage, DERNull.INSTANCE)),
    INTERMEDIATE_CONSTRAINTS_MALFORMED(
            "an intermediate whose basicConstraints are malformed",
            "the certificate of CN=Middle is refused: basic constraints check failed: this is not a CA certificate",
            false,
            chain -> chain.middleExtensions().notCritical(Extension.basicConstraints, DERNull.INSTANCE)),
    NAMES_MALFORMED(
            "a leaf whose subjectAltName is malformed",
            "the certificate is not for www.example.com; it has no host name and no IP address in its subjectAltName, and the common name is not looked at",
            false,
            chain -> chain.leafExtensions().notCritical(Extension.subjectAlternativeName, DERNull.INSTANCE)),
    SUBJECT_KEY_MALFORMED(
            "a leaf whose subjectKeyIdentifier is malformed",
            "the certificate of CN=www.example.com is refused: its subjectKeyIdentifier extension is malformed; have it issued again, or accept it with withoutStrictProfile (trust-store.strict: false)",
            false,
            chain -> chain.leafExtensions().notCritical(Extension.subjectKeyIdentifier, DERNull.INSTANCE)),
    AUTHORITY_KEY_MALFORMED(
            "a leaf whose authorityKeyIdentifier is malformed",
            "the certificate of CN=www.example.com is refused: its authorityKeyIdentifier is malformed; have it issued again, or accept it with withoutStrictProfile (trust-store.strict: false)",
            false,
            chain -> chain.leafExtensions().notCritical(Extension.authorityKeyIdentifier, DERNull.INSTANCE)),
    POLICIES_MALFORMED(
            "a leaf whose policies are malformed",
            "the certificate of CN=www.example.com is refused: its certificatePolicies extension is malformed; have it issued again, or accept it with withoutStrictProfile (trust-store.strict: false)",
            true,
            chain -> chain.leafExtensions().notCritical(Extension.certificatePolicies, DERNull.INSTANCE)),
    POLICY_CONSTRAINTS_MALFORMED(
            "an intermediate whose policyConstraints are malformed",
            "the certificate of CN=Middle is refused: its policyConstraints extension is malformed; have it issued again, or accept it with withoutStrictProfile (trust-store.strict: false)",
            true,
            chain -> chain.middleExtensions().notCritical(Extension.policyConstraints, DERNull.INSTANCE)),
    LIST_LOCATION_MALFORMED(
            "a leaf whose cRLDistributionPoints are malformed",
            "the certificate of CN=www.example.com is refused: its cRLDistributionPoints extension is malformed; have it issued again, or accept it with withoutStrictProfile (trust-store.strict: false)",
            false,
            chain -> chain.leafExtensions().notCritical(Extension.cRLDistributionPoints, DERNull.INSTANCE)),
    ISSUER_LOCATION_MALFORMED(
            "a leaf whose authorityInfoAccess is malformed",
            "the certificate of CN=www.example.com is refused: its authorityInfoAccess extension is malformed; have it issued again, or accept it with withoutStrictProfile (trust-store.strict: false)",
            true,
            chain -> chain.leafExtensions().notCritical(Extension.authorityInfoAccess, DERNull.INSTANCE));

    /** An extension that nobody knows. */
    private static final class UNKNOWN {

        private static final ASN1ObjectIdentifier id = new ASN1ObjectIdentifier("1.3.6.1.4.1.55738.666");
    }

    final String description;

    final String refusal;

    final boolean openSslAccepts;

    private final Consumer<TestChain> change;

    CertificateCase(String description, String refusal, boolean openSslAccepts, Consumer<TestChain> change) {
        this.description = description;
        this.refusal = refusal;
        this.openSslAccepts = openSslAccepts;
        this.change = change;
    }

    TestChain chain() {
        var chain = new TestChain();
        this.change.accept(chain);
        return chain;
    }

    private static String notFor(String issuer) {
        return "the certificate of CN=www.example.com is refused: CN=%s may not issue certificates for its names"
                .formatted(issuer);
    }

    private static String malformed(String what) {
        return "the certificate of CN=Middle is refused: its %s are malformed".formatted(what);
    }

    private static Consumer<TestChain> and(Consumer<TestChain> one, Consumer<TestChain> other) {
        return one.andThen(other);
    }

    private static Consumer<TestChain> permitted(GeneralName base) {
        return chain -> chain.middleExtensions().critical(Extension.nameConstraints, constraints(base, null));
    }

    private static Consumer<TestChain> excluded(GeneralName base) {
        return chain -> chain.middleExtensions().critical(Extension.nameConstraints, constraints(null, base));
    }

    private static NameConstraints permitted(String host) {
        return constraints(dns(host), null);
    }

    private static NameConstraints excluded(String host) {
        return constraints(null, dns(host));
    }

    private static Consumer<TestChain> ofRoot(NameConstraints constraints) {
        return chain -> chain.rootExtensions().critical(Extension.nameConstraints, constraints);
    }

    private static NameConstraints constraints(GeneralName permitted, GeneralName excluded) {
        return new NameConstraints(subtrees(permitted), subtrees(excluded));
    }

    private static GeneralSubtree[] subtrees(GeneralName base) {
        return (base == null) ? null : new GeneralSubtree[] {new GeneralSubtree(base)};
    }

    private static Consumer<TestChain> names(GeneralName... names) {
        return chain -> chain.leafExtensions().notCritical(Extension.subjectAlternativeName, new GeneralNames(names));
    }

    private static GeneralName dns(String name) {
        return new GeneralName(GeneralName.dNSName, name);
    }

    private static GeneralName ip(String address) {
        return new GeneralName(GeneralName.iPAddress, address);
    }

    private static GeneralName email(String address) {
        return new GeneralName(GeneralName.rfc822Name, address);
    }

    private static GeneralName uri(String uri) {
        return new GeneralName(GeneralName.uniformResourceIdentifier, uri);
    }

    private static GeneralName network(int... bytes) {
        var network = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            network[i] = (byte) bytes[i];
        }
        return new GeneralName(GeneralName.iPAddress, new DEROctetString(network));
    }

    private static GeneralName otherName(String value) {
        return new GeneralName(GeneralName.otherName, new DLSequence(new ASN1Encodable[] {
            new ASN1ObjectIdentifier("1.3.6.1.4.1.55738.667"), new DERTaggedObject(0, new DERUTF8String(value))
        }));
    }

    private static ExtendedKeyUsage usage(KeyPurposeId purpose) {
        return new ExtendedKeyUsage(purpose);
    }
}
