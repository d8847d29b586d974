package io.unifiedtls.internal.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.unifiedtls.CertificatePem;
import io.unifiedtls.CertificateVerificationException;
import io.unifiedtls.ConfigurationException;
import io.unifiedtls.HandshakeFailure;
import io.unifiedtls.RevocationLists;
import io.unifiedtls.Side;
import io.unifiedtls.TrustStore;
import io.unifiedtls.test.TestAuthority;

/** Compares what is refused with {@code openssl verify -x509_strict -partial_chain}. */
class StrictProfileTests {

    private static final String OF_MIDDLE = "the certificate of CN=Middle is refused: ";

    private static final String OF_LEAF = "the certificate of CN=www.example.com is refused: ";

    private static final String WAY_OUT =
            "; have it issued again, or accept it with withoutStrictProfile (trust-store.strict: false)";

    /** What may be wrong with a chain. */
    private enum Fault {
        CONSTRAINTS_NOT_CRITICAL(OF_MIDDLE
                + "it is a CA certificate whose basicConstraints are not critical (RFC 5280, section 4.2.1.9)"),
        AUTHORITY_WITHOUT_KEY_USAGE(OF_MIDDLE + "it is a CA certificate without keyUsage (RFC 5280, section 4.2.1.3)"),
        AUTHORITY_WITHOUT_SUBJECT_KEY(
                OF_MIDDLE + "it is a CA certificate without subjectKeyIdentifier (RFC 5280, section 4.2.1.2)"),
        AUTHORITY_WITHOUT_AUTHORITY_KEY(OF_MIDDLE
                + "it has no authorityKeyIdentifier that names the key of its issuer (RFC 5280, section 4.2.1.1)"),
        LEAF_MAY_SIGN_CERTIFICATES(
                OF_LEAF
                        + "its keyUsage allows signing certificates, but it is not a CA certificate (RFC 5280, section 4.2.1.3)"),
        LEAF_WITHOUT_AUTHORITY_KEY(OF_LEAF
                + "it has no authorityKeyIdentifier that names the key of its issuer (RFC 5280, section 4.2.1.1)"),
        LEAF_WITH_ISSUER_AND_SERIAL_ALONE(OF_LEAF
                + "it has no authorityKeyIdentifier that names the key of its issuer (RFC 5280, section 4.2.1.1)"),
        AUTHORITY_KEY_CRITICAL(OF_LEAF + "unrecognized critical extension(s)"),
        SUBJECT_KEY_CRITICAL(OF_LEAF + "unrecognized critical extension(s)");

        private final String message;

        Fault(String message) {
            this.message = message;
        }

        /** The JDK refuses the others by itself. */
        private boolean isOfProfile() {
            return this.message.contains("RFC 5280");
        }
    }

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource
    void refusesWhatOpenSslRefuses(Fault fault) throws Exception {
        var chain = faulty(fault);

        var refusal = refusal(chain, chain.root());

        assertThat(refusal).hasMessage(fault.message + (fault.isOfProfile() ? WAY_OUT : ""));
        assertThat(refusal.failure()).isEqualTo(HandshakeFailure.CERTIFICATE_OTHER);
        assertThat(openSsl(chain, chain.root())).isNotEmpty();
    }

    @Test
    void acceptsWhatOpenSslAccepts() throws Exception {
        var chain = new TestChain();

        assertThat(refusal(chain, chain.root())).isNull();
        assertThat(openSsl(chain, chain.root())).isEmpty();
    }

    @Test
    void acceptsALeafWithoutIdentifierOfItsOwnKey() throws Exception {
        var chain = new TestChain();
        chain.leafExtensions().remove(Extension.subjectKeyIdentifier);

        assertThat(refusal(chain, chain.root())).isNull();
        assertThat(openSsl(chain, chain.root())).isEmpty();
    }

    @Test
    void acceptsAChainBelowATrustedIntermediate() throws Exception {
        var chain = new TestChain();

        assertThat(refusal(chain, chain.middle())).isNull();
        assertThat(openSsl(chain, chain.middle())).isEmpty();
        assertThat(verifier(chain.middle()).verify(chain.sent(), Side.SERVER))
                .containsExactly(chain.leaf(), chain.middle());
    }

    /** OpenSSL refuses this one; it is not for its extensions that it is trusted. */
    @Test
    void acceptsATrustedLeafThatDoesNotConform() throws Exception {
        var chain = faulty(Fault.LEAF_WITHOUT_AUTHORITY_KEY);

        assertThat(verifier(chain.leaf()).verify(chain.sent(), Side.SERVER)).containsExactly(chain.leaf());
        assertThat(openSsl(chain, chain.leaf())).contains("Missing Authority Key Identifier");
    }

    /** OpenSSL refuses this one; of a trusted authority the name and the key count (RFC 5280, section 6.1.1). */
    @Test
    void acceptsATrustedAuthorityThatDoesNotConform() throws Exception {
        var chain = faulty(Fault.AUTHORITY_WITHOUT_KEY_USAGE);

        assertThat(refusal(chain, chain.middle())).isNull();
        assertThat(openSsl(chain, chain.middle())).contains("CA cert does not include key usage extension");
    }

    @ParameterizedTest
    @EnumSource
    void acceptsWithoutTheStrictProfileWhatOnlyThatRefuses(Fault fault) throws Exception {
        var chain = faulty(fault);
        var trusting = lenient(TrustStore.fromBuffer(pem(chain.root())).withoutStrictProfile());

        if (fault.isOfProfile()) {
            assertThat(trusting.verify(chain.sent(), Side.SERVER))
                    .containsExactly(chain.leaf(), chain.middle(), chain.root());
        } else {
            assertThatExceptionOfType(CertificateVerificationException.class)
                    .isThrownBy(() -> trusting.verify(chain.sent(), Side.SERVER))
                    .withMessage(fault.message);
        }
    }

    @Test
    void verifiesAllElseWithoutTheStrictProfile() throws Exception {
        var root = TestAuthority.create("Root");
        var middle = root.intermediate("Middle");
        var trusted = TrustStore.fromBuffer(root.certificatePem()).withoutStrictProfile();
        var leaf = middle.server("www.example.com");
        var revoked = middle.server("old.example.com");
        middle.revoke(revoked);
        var lists = RevocationLists.fromBuffer(middle.crl()).leafOnly();

        for (var trust : List.of(trusted, trusted.withRevocationLists(lists))) {
            assertThat(refusal(lenient(trust), leaf.chain())).isNull();
            assertThat(refusal(lenient(trust), middle.expired("www.example.com").chain())
                            .failure())
                    .isEqualTo(HandshakeFailure.CERTIFICATE_EXPIRED);
            assertThat(refusal(
                                    lenient(trust),
                                    TestAuthority.create("Other")
                                            .server("www.example.com")
                                            .chain())
                            .failure())
                    .isEqualTo(HandshakeFailure.CERTIFICATE_UNKNOWN_CA);
            assertThat(refusal(lenient(trust), leaf.chain().subList(0, 1)).failure())
                    .isEqualTo(HandshakeFailure.CERTIFICATE_UNKNOWN_CA);
        }
        for (var trust : List.of(
                trusted.withRevocationLists(lists),
                TrustStore.fromBuffer(root.certificatePem())
                        .withRevocationLists(lists)
                        .withoutStrictProfile())) {
            assertThat(refusal(lenient(trust), revoked.chain()).failure())
                    .isEqualTo(HandshakeFailure.CERTIFICATE_REVOKED);
        }
    }

    @Test
    void mayBeLeftOutInAnyOrderAndOnce() {
        var plain = TrustStore.fromBuffer(new byte[] {1});

        assertThat(plain.withoutStrictProfile())
                .isEqualTo(plain.withoutStrictProfile().withoutStrictProfile())
                .isNotEqualTo(plain);
    }

    @Test
    void saysOnceThatItIsLeftOut() throws Exception {
        var records = new ArrayList<LogRecord>();
        var logger = Logger.getLogger("io.unifiedtls.TrustStore");
        var handler = new Handler() {

            @Override
            public void publish(LogRecord one) {
                records.add(one);
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        logger.addHandler(handler);
        try {
            TrustStores.load(TrustStore.fromBuffer(pem(new TestChain().root())).withoutStrictProfile());
        } finally {
            logger.removeHandler(handler);
        }

        assertThat(records).singleElement().satisfies(one -> {
            assertThat(one.getLevel()).isEqualTo(Level.INFO);
            assertThat(one.getMessage())
                    .startsWith(
                            "certificates that do not conform to RFC 5280 are accepted without the strict profile: ");
        });
    }

    private static CertificateVerifier lenient(TrustStore trustStore) throws ConfigurationException {
        return new CertificateVerifier(TrustStores.load(trustStore), Clock.systemUTC());
    }

    private static CertificateVerificationException refusal(CertificateVerifier verifier, List<X509Certificate> sent) {
        return catchThrowableOfType(CertificateVerificationException.class, () -> verifier.verify(sent, Side.SERVER));
    }

    private static byte[] pem(X509Certificate certificate) throws Exception {
        return CertificatePem.encode(certificate.getEncoded()).getBytes(StandardCharsets.US_ASCII);
    }

    private static TestChain faulty(Fault fault) {
        var chain = new TestChain();
        var middle = chain.middleExtensions();
        var leaf = chain.leafExtensions();
        switch (fault) {
            case CONSTRAINTS_NOT_CRITICAL -> middle.notCritical(Extension.basicConstraints);
            case AUTHORITY_WITHOUT_KEY_USAGE -> middle.remove(Extension.keyUsage);
            case AUTHORITY_WITHOUT_SUBJECT_KEY -> middle.remove(Extension.subjectKeyIdentifier);
            case AUTHORITY_WITHOUT_AUTHORITY_KEY -> middle.remove(Extension.authorityKeyIdentifier);
            case LEAF_MAY_SIGN_CERTIFICATES ->
                leaf.critical(Extension.keyUsage, new KeyUsage(KeyUsage.digitalSignature | KeyUsage.keyCertSign));
            case LEAF_WITHOUT_AUTHORITY_KEY -> leaf.remove(Extension.authorityKeyIdentifier);
            case LEAF_WITH_ISSUER_AND_SERIAL_ALONE ->
                leaf.notCritical(Extension.authorityKeyIdentifier, chain.issuerAndSerial());
            case AUTHORITY_KEY_CRITICAL -> leaf.critical(Extension.authorityKeyIdentifier);
            case SUBJECT_KEY_CRITICAL -> leaf.critical(Extension.subjectKeyIdentifier);
        }
        return chain;
    }

    private static CertificateVerificationException refusal(TestChain chain, X509Certificate trusted) {
        return catchThrowableOfType(
                CertificateVerificationException.class, () -> verifier(trusted).verify(chain.sent(), Side.SERVER));
    }

    private static CertificateVerifier verifier(X509Certificate trusted) {
        return new CertificateVerifier(new TrustAnchors(List.of(trusted), List.of()), Clock.systemUTC());
    }

    /** Returns what OpenSSL has against a chain. */
    private String openSsl(TestChain chain, X509Certificate trusted) throws Exception {
        var process = new ProcessBuilder(
                        "openssl",
                        "verify",
                        "-x509_strict",
                        "-partial_chain",
                        "-purpose",
                        "sslserver",
                        "-CAfile",
                        write("trusted.pem", trusted),
                        "-untrusted",
                        write("middle.pem", chain.middle()),
                        write("leaf.pem", chain.leaf()))
                .redirectErrorStream(true)
                .start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return (process.waitFor() == 0) ? "" : output;
    }

    private String write(String name, X509Certificate certificate) throws Exception {
        var pem = CertificatePem.encode(certificate.getEncoded());
        return writeString(name, pem).toString();
    }

    private Path writeString(String name, String content) throws IOException {
        return Files.writeString(this.directory.resolve(name), content);
    }
}
