package io.unifiedtls.internal.context;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import org.bouncycastle.asn1.x509.GeneralName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.unifiedtls.ConfigurationException;
import io.unifiedtls.LoadedChain;
import io.unifiedtls.SigningChain;
import io.unifiedtls.TlsCertificate;
import io.unifiedtls.TlsClientConfiguration;
import io.unifiedtls.TlsPrivateKey;
import io.unifiedtls.TlsServerConfiguration;
import io.unifiedtls.TrustStore;
import io.unifiedtls.fixtures.TestMaterial;
import io.unifiedtls.jsse.JsseImplementation;
import io.unifiedtls.test.TestAuthority;
import io.unifiedtls.test.TestCertificate;

class ChainWarningsTests {

    private static final TestAuthority ROOT = TestAuthority.create("Root");

    private static final TestAuthority MIDDLE = ROOT.intermediate("Middle");

    private static final TestAuthority OTHER_MIDDLE =
            TestAuthority.create("Other Root").intermediate("Middle");

    private static final TestCertificate WWW = MIDDLE.server("www.example.com", "*.api.example.com");

    @Test
    void areNoneForAChainThatIsComplete() throws Exception {
        assertThat(warnings(TestMaterial.chain(WWW))).isEmpty();
        assertThat(warnings(TestMaterial.chain(
                        MIDDLE.leaf().ipAddresses("192.0.2.1").commonName("ip").issue())))
                .isEmpty();
    }

    @Test
    void areNoneForALeafThatATrustedRootIssued() throws Exception {
        var leaf = ROOT.server("www.example.com");

        assertThat(warnings(TestMaterial.chain(leaf), TestMaterial.trust(ROOT))).isEmpty();
    }

    @Test
    void nameTheIssuerWhoseCertificateIsMissing() throws Exception {
        var leafOnly = chain(WWW, WWW.certificatePem());

        assertThat(warnings(leafOnly))
                .containsExactly(
                        "the certificate of CN=www.example.com was issued by CN=Middle, whose certificate is missing; if it is an intermediate certificate, append it, since clients would refuse the chain");
        assertThat(clientWarnings(leafOnly)).isEqualTo(warnings(leafOnly));
    }

    @Test
    void nameWhatIsLeftOutAndTheIssuerThatIsMissing() throws Exception {
        var chain = chain(WWW, WWW.certificatePem(), OTHER_MIDDLE.certificatePem());
        var message =
                "CN=Middle is not part of the chain of CN=www.example.com and not sent; the certificate of CN=Middle that issued that of CN=www.example.com is missing";

        assertThat(warnings(chain)).containsExactly(message);
        assertThat(clientWarnings(chain)).containsExactly(message);
    }

    @Test
    void nameTheIssuerThatIsMissingInTheMiddle() throws Exception {
        var deep = MIDDLE.intermediate("Deep");
        var leaf = deep.server("www.example.com");
        var chain = chain(leaf, leaf.certificatePem(), MIDDLE.certificatePem(), ROOT.certificatePem());

        assertThat(warnings(chain))
                .containsExactly(
                        "CN=Middle, CN=Root are not part of the chain of CN=www.example.com and not sent; the certificate of CN=Deep that issued that of CN=www.example.com is missing");
    }

    @Test
    void nameWhatIsLeftOutOfAChainThatIsComplete() throws Exception {
        var chain = chain(WWW, WWW.chainPem(), ROOT.certificatePem(), OTHER_MIDDLE.certificatePem());

        assertThat(warnings(chain))
                .containsExactly("CN=Middle is not part of the chain of CN=www.example.com and not sent");
    }

    @ParameterizedTest
    @CsvSource({
        "www.example.com, true",
        "a.api.example.com, true",
        "*.api.example.com, true",
        "api.example.com, false",
        "a.b.api.example.com, false",
        "*.example.com, false",
        "example.com, false",
        "www.example.org, false",
    })
    void nameAServerNameThatTheCertificateDoesNotCover(String name, boolean isCovered) throws Exception {
        var chain = TestMaterial.chain(WWW).withServerNames(List.of(name));
        var message =
                "the certificate of CN=www.example.com does not cover the server name %s, so clients refuse it for it; it covers www.example.com, *.api.example.com"
                        .formatted(name);

        assertThat(warnings(chain)).isEqualTo(isCovered ? List.of() : List.of(message));
    }

    @Test
    void nameTenServerNamesAtMost() throws Exception {
        var names =
                IntStream.range(0, 12).mapToObj("n%d.example.org"::formatted).toList();

        assertThat(warnings(TestMaterial.chain(WWW).withServerNames(names)))
                .containsExactly(
                        "the certificate of CN=www.example.com does not cover the server names n0.example.org, n1.example.org, n2.example.org, n3.example.org, n4.example.org, n5.example.org, n6.example.org, n7.example.org, n8.example.org, n9.example.org and 2 more, so clients refuse it for them; it covers www.example.com, *.api.example.com");
    }

    @Test
    void nameACertificateWithoutHostNames() throws Exception {
        var nameless = MIDDLE.leaf().commonName("www.example.com").issue();
        var email = MIDDLE.leaf()
                .commonName("mail")
                .alternativeNames(new GeneralName(GeneralName.rfc822Name, "a@example.com"))
                .issue();
        var message =
                "the certificate of CN=%s has no dNSName in its subjectAltName, so clients refuse it for every host name%s";

        assertThat(warnings(TestMaterial.chain(nameless))).containsExactly(message.formatted("www.example.com", ""));
        assertThat(warnings(TestMaterial.chain(email))).containsExactly(message.formatted("mail", ""));
        assertThat(warnings(TestMaterial.chain(nameless).withServerNames(List.of("www.example.com"))))
                .containsExactly(message.formatted("www.example.com", ", www.example.com too"));
        assertThat(clientWarnings(TestMaterial.chain(nameless))).isEmpty();
    }

    @Test
    void nameACertificateThatIsConfiguredTwice() throws Exception {
        var other = TestMaterial.chain(MIDDLE.server("other.example.com"));
        var loaded = load(
                List.of(
                        other,
                        TestMaterial.chain(WWW),
                        TestMaterial.chain(WWW).withServerNames(List.of("www.example.com"))),
                TestMaterial.trust(ROOT));

        assertThat(loaded)
                .extracting(LoadedChain::warnings)
                .containsExactly(
                        List.of(),
                        List.of(),
                        List.of(
                                "the certificate of CN=www.example.com is also used by the chain at index 1; remove one of them, or combine their server names"));
    }

    @Test
    void nameACertificateThatIsNotValidToday() throws Exception {
        var later = Instant.now().plus(Duration.ofDays(2)).truncatedTo(ChronoUnit.SECONDS);
        var early = MIDDLE.leaf().names("www.example.com").validFrom(later).issue();

        assertThat(warnings(TestMaterial.chain(MIDDLE.expired("www.example.com"))))
                .singleElement()
                .asString()
                .startsWith("the certificate of CN=www.example.com expired at ");
        assertThat(warnings(TestMaterial.chain(early)))
                .containsExactly("the certificate of CN=www.example.com is not valid before " + later);
    }

    private static SigningChain chain(TestCertificate leaf, byte[]... certificates) {
        var pem = new ByteArrayOutputStream();
        Arrays.stream(certificates).forEach(pem::writeBytes);
        return SigningChain.of(
                TlsCertificate.fromBuffer(pem.toByteArray()), TlsPrivateKey.fromBuffer(leaf.privateKeyPem()));
    }

    private static List<String> warnings(SigningChain chain) throws ConfigurationException {
        return warnings(chain, TestMaterial.trust(TestAuthority.create("Somebody")));
    }

    private static List<String> warnings(SigningChain chain, TrustStore trust) throws ConfigurationException {
        return load(List.of(chain), trust).get(0).warnings();
    }

    private static List<LoadedChain> load(List<SigningChain> chains, TrustStore trust) throws ConfigurationException {
        return new JsseImplementation()
                .serverContext(TlsServerConfiguration.builder()
                        .certificateChains(chains)
                        .trustStore(trust)
                        .build())
                .loadedChains();
    }

    private static List<String> clientWarnings(SigningChain chain) throws ConfigurationException {
        return new JsseImplementation()
                .clientContext(TlsClientConfiguration.builder()
                        .certificateChain(chain)
                        .trustStore(TestMaterial.trust(TestAuthority.create("Somebody")))
                        .build())
                .loadedChains()
                .get(0)
                .warnings();
    }
}
