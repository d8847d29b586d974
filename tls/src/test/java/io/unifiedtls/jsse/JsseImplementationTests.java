package io.unifiedtls.jsse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import javax.net.ssl.SNIHostName;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.unifiedtls.CertificateVerificationException;
import io.unifiedtls.CipherSuite;
import io.unifiedtls.ClientAuthentication;
import io.unifiedtls.ClientContext;
import io.unifiedtls.ConfigurationException;
import io.unifiedtls.RevocationLists;
import io.unifiedtls.SigningChain;
import io.unifiedtls.TlsCertificate;
import io.unifiedtls.TlsClientConfiguration;
import io.unifiedtls.TlsFeature;
import io.unifiedtls.TlsImplementation;
import io.unifiedtls.TlsKeyStore;
import io.unifiedtls.TlsPrivateKey;
import io.unifiedtls.TlsServerConfiguration;
import io.unifiedtls.TlsVersion;
import io.unifiedtls.TrustStore;
import io.unifiedtls.fixtures.TestMaterial;
import io.unifiedtls.test.Handshakes;
import io.unifiedtls.test.TestAuthority;
import io.unifiedtls.test.TestCertificate;

class JsseImplementationTests {

    private static final TestAuthority AUTHORITY = TestAuthority.create("Root");

    private static final TestCertificate WWW = AUTHORITY.server("www.example.com");

    private static final Path MISSING = Path.of("/does/not/exist.pem");

    private final JsseImplementation implementation = new JsseImplementation();

    @TempDir
    private Path directory;

    @Test
    void isFoundByItsNameAndAsTheBest() throws Exception {
        assertThat(TlsImplementation.named("jsse")).isInstanceOf(JsseImplementation.class);
        assertThat(TlsImplementation.present())
                .extracting(TlsImplementation::name)
                .contains("jsse");
        assertThat(TlsImplementation.best(TlsClientConfiguration.builder().build())
                        .name())
                .isEqualTo("jsse");
        assertThat(TlsImplementation.best(server(SigningChain.fromPem(MISSING))).name())
                .isEqualTo("jsse");
    }

    @Test
    void namesWhatIsPresentWhereANameIsUnknown() {
        assertRefused(
                () -> TlsImplementation.named("nothing"),
                "no TLS implementation 'nothing' on the class path; present: [jsse]",
                null);
    }

    @Test
    void isTheBestOnlyIfItCanDoWhatIsAsked() {
        assertRefused(
                () -> TlsImplementation.best(TlsServerConfiguration.builder().build()),
                "no certificate chain configured; a server needs at least one",
                null);
    }

    @Test
    void validatesWithoutReadingAFile() {
        var missing = TlsKeyStore.fromFile(MISSING).build();
        var chain = SigningChain.of(
                TlsCertificate.fromFile(MISSING),
                TlsPrivateKey.fromFile(MISSING),
                List.of(TlsCertificate.fromFile(MISSING)));
        var trust = TrustStore.fromDirectory(MISSING).withRevocationLists(RevocationLists.fromFile(MISSING));

        assertThatNoException().isThrownBy(() -> {
            this.implementation.validate(server(chain, SigningChain.fromKeyStore(missing)));
            this.implementation.validate(TlsClientConfiguration.builder()
                    .certificateChain(chain)
                    .trustStore(trust)
                    .build());
        });
    }

    @Test
    void refusesAnIdWhichItKnowsNothingBy() {
        var certificate = TlsCertificate.fromId("slot:1");
        var key = TlsPrivateKey.fromId("slot:1");
        var trust = TrustStore.fromId("slot:1");
        var message =
                "id slot:1 is neither a PKCS#11 URI nor an alias; write pkcs11:object=www?module-path=/usr/lib/softhsm/libsofthsm2.so, or alias: and the alias, or use a file or a key store";
        var file = TlsCertificate.fromFile(MISSING);

        assertRefused(
                () -> this.implementation.validate(server(SigningChain.of(certificate, key))), message, certificate);
        assertRefused(() -> this.implementation.validate(server(SigningChain.of(file, key))), message, key);
        assertRefused(
                () -> this.implementation.validate(
                        server(SigningChain.of(file, TlsPrivateKey.fromFile(MISSING), List.of(certificate)))),
                message,
                certificate);
        assertRefused(
                () -> this.implementation.validate(
                        TlsClientConfiguration.builder().trustStore(trust).build()),
                message,
                trust);
        assertRefused(
                () -> this.implementation.validate(TlsClientConfiguration.builder()
                        .trustStore(trust.withRevocationLists(RevocationLists.fromFile(MISSING)))
                        .build()),
                message,
                trust);
    }

    /** The module that reads tokens is not among the dependencies of these tests. */
    @Test
    void refusesTokensWithoutTheModuleThatReadsThem() {
        var id = "pkcs11:object=www?module-path=/usr/lib/softhsm/libsofthsm2.so&pin-value=1234";
        var certificate = TlsCertificate.fromId(id);
        var key = TlsPrivateKey.fromIdWithPassword(id, "1234"::toCharArray);
        var trust = TrustStore.fromId(id);
        var message =
                "keys and certificates in PKCS#11 tokens require the module unified-tls-pkcs11; add it to the class path";
        var file = TlsCertificate.fromFile(MISSING);

        assertRefused(
                () -> this.implementation.validate(server(SigningChain.of(certificate, key))), message, certificate);
        assertRefused(() -> this.implementation.validate(server(SigningChain.of(file, key))), message, key);
        assertRefused(
                () -> this.implementation.validate(
                        TlsClientConfiguration.builder().trustStore(trust).build()),
                message,
                trust);
        assertRefused(() -> TlsImplementation.best(server(SigningChain.of(certificate, key))), message, certificate);
        assertThat(this.implementation.capabilities().has(TlsFeature.MATERIAL_IDS))
                .isTrue();
    }

    @Test
    void refusesClientAuthenticationWithoutATrustStore() {
        var configuration = TlsServerConfiguration.builder()
                .certificateChains(List.of(TestMaterial.chain(WWW)))
                .clientAuthentication(ClientAuthentication.OPTIONAL)
                .build();

        assertRefused(
                () -> this.implementation.serverContext(configuration),
                "client authentication is OPTIONAL, but there is no trust store; configure the CA certificates that verify clients",
                null);
    }

    @Test
    void refusesCipherSuitesThatItDoesNotHave() {
        assertRefused(
                () -> this.implementation.validate(TlsClientConfiguration.builder()
                        .ciphers(List.of(CipherSuite.TLS_AES_128_GCM_SHA256, CipherSuite.of(0xFAFA)))
                        .build()),
                "cipher suite 0xFAFA is not supported by TLS implementation jsse",
                CipherSuite.of(0xFAFA));
    }

    @Test
    void refusesCipherSuitesThatNoVersionCanUse() {
        assertRefused(
                () -> this.implementation.validate(TlsClientConfiguration.builder()
                        .ciphers(List.of(CipherSuite.TLS_AES_128_GCM_SHA256))
                        .highestSupportedVersion(TlsVersion.TLSv1_2)
                        .build()),
                "none of the cipher suites [TLS_AES_128_GCM_SHA256] can be used with [TLSv1.2]",
                null);
    }

    @Test
    void hasNoCipherSuiteThatTheProviderHasSwitchedOff() throws Exception {
        for (var cipher : this.implementation.capabilities().ciphers()) {
            var version = cipher.isTls13() ? TlsVersion.TLSv1_3 : TlsVersion.TLSv1_2;
            var client = this.implementation
                    .clientContext(TlsClientConfiguration.builder()
                            .trustStore(TestMaterial.trust(AUTHORITY))
                            .lowestSupportedVersion(version)
                            .highestSupportedVersion(version)
                            .ciphers(List.of(cipher))
                            .build())
                    .createEngine("www.example.com", 443);

            // Throws where none of the suites can be offered.
            assertThatNoException().as(cipher.name()).isThrownBy(() -> {
                client.beginHandshake();
                client.wrap(ByteBuffer.allocate(0), ByteBuffer.allocate(1 << 15));
            });
        }
    }

    @Test
    void namesAMissingFile() {
        var certificate = TlsCertificate.fromFile(MISSING);
        var key = TlsPrivateKey.fromFile(MISSING);

        assertRefused(
                () -> this.implementation.serverContext(server(SigningChain.of(certificate, key))),
                "no such file: /does/not/exist.pem",
                certificate);
        assertRefused(
                () -> this.implementation.serverContext(
                        server(SigningChain.of(TlsCertificate.fromBuffer(WWW.chainPem()), key))),
                "no such file: /does/not/exist.pem",
                key);
        var trust = TrustStore.fromFile(MISSING);
        assertRefused(() -> client(trust), "no such file: /does/not/exist.pem", trust);
        var lists = RevocationLists.fromFile(MISSING);
        assertRefused(
                () -> client(TestMaterial.trust(AUTHORITY).withRevocationLists(lists)),
                "no such file: /does/not/exist.pem",
                lists);
        var store = TlsKeyStore.fromFile(MISSING).build();
        assertRefused(
                () -> this.implementation.serverContext(server(SigningChain.fromKeyStore(store))),
                "no such file: /does/not/exist.pem",
                store);
    }

    @Test
    void namesADirectoryAndAnEmptyFile() throws Exception {
        var directory = TlsCertificate.fromFile(this.directory);
        var empty = TlsCertificate.fromFile(Files.createFile(this.directory.resolve("empty.pem")));
        var key = TlsPrivateKey.fromBuffer(WWW.privateKeyPem());

        assertRefused(
                () -> this.implementation.serverContext(server(SigningChain.of(directory, key))),
                "%s is a directory; specify a file in it".formatted(this.directory),
                directory);
        assertRefused(
                () -> this.implementation.serverContext(server(SigningChain.of(empty, key))),
                "%s is empty".formatted(this.directory.resolve("empty.pem")),
                empty);
    }

    @Test
    void noticesThatKeyAndCertificateAreSwapped() throws Exception {
        var certificate = TlsCertificate.fromFile(WWW.writePrivateKey(this.directory));
        var key = TlsPrivateKey.fromFile(WWW.writeCertificate(this.directory));

        assertRefused(
                () -> this.implementation.serverContext(server(SigningChain.of(certificate, key))),
                "%s holds a private key and no certificate; are certificate and private key swapped?"
                        .formatted(this.directory.resolve("private-key.pem")),
                certificate);
    }

    @Test
    void noticesThatKeyAndCertificateDoNotBelongTogether() {
        var key = TlsPrivateKey.fromBuffer(AUTHORITY.server("x.example.com").privateKeyPem());

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> this.implementation.serverContext(
                        server(SigningChain.of(TlsCertificate.fromBuffer(WWW.chainPem()), key))))
                .withMessageMatching(
                        "the private key in a buffer of \\d+ bytes does not belong to the certificate in a buffer of \\d+ bytes \\(CN=www.example.com\\); use the key that the certificate was requested with")
                .satisfies(error -> assertThat(error.setting()).contains(key));
    }

    @Test
    void refusesAWeakKey() throws Exception {
        var weak = AUTHORITY.leaf().names("www.example.com").rsa(1024).issue();
        var file = weak.writeCombined(this.directory);

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> this.implementation.serverContext(server(SigningChain.fromPem(file))))
                .withMessage(
                        "the key of the certificate in %s is too short: RSA with 1024 bits; use 2048 or more", file)
                .satisfies(error -> assertThat(error.setting()).contains(TlsCertificate.fromFile(file)));
    }

    @Test
    void refusesASecondChainThatNobodyCouldAskFor() throws Exception {
        var nameless =
                TestMaterial.chain(AUTHORITY.leaf().commonName("nameless").issue());

        assertRefused(
                () -> this.implementation.serverContext(server(TestMaterial.chain(WWW), nameless)),
                "the certificate of CN=nameless has no dNSName in its subjectAltName, so it would never be served; set its server names",
                nameless);
        assertThat(this.implementation
                        .serverContext(server(nameless, TestMaterial.chain(WWW)))
                        .loadedChains())
                .hasSize(2);
    }

    @Test
    void combinesEveryListOfRevocations() throws Exception {
        var authority = TestAuthority.create("Revoking");
        var middle = authority.intermediate("Middle");
        var trust = TestMaterial.trust(authority)
                .withRevocationLists(RevocationLists.fromBuffer(authority.crl()))
                .withRevocationLists(RevocationLists.fromBuffer(middle.crl()));
        var server = this.implementation.serverContext(server(TestMaterial.chain(middle.server("www.example.com"))));

        Handshakes.complete(client(trust).createEngine("www.example.com", 443), server.createEngine());
    }

    @Test
    void goesByTheClockItWasGiven() throws Exception {
        var later = Clock.fixed(Instant.now().plus(Duration.ofDays(60)), ZoneOffset.UTC);
        var client = new JsseImplementation(later)
                .clientContext(TlsClientConfiguration.builder()
                        .trustStore(TestMaterial.trust(AUTHORITY))
                        .build());
        var server = this.implementation.serverContext(server(TestMaterial.chain(WWW)));

        assertThatExceptionOfType(CertificateVerificationException.class)
                .isThrownBy(
                        () -> Handshakes.complete(client.createEngine("www.example.com", 443), server.createEngine()))
                .withMessageStartingWith("the certificate of CN=www.example.com expired at ");
    }

    @ParameterizedTest
    @CsvSource({"localhost, localhost", "Bücher.example, xn--bcher-kva.example", "a.b., a.b"})
    void asksForEveryHostName(String host, String serverName) throws Exception {
        var engine = client(TestMaterial.trust(AUTHORITY)).createEngine(host, 443);

        assertThat(engine.getSSLParameters().getServerNames())
                .singleElement()
                .isInstanceOfSatisfying(
                        SNIHostName.class,
                        name -> assertThat(name.getAsciiName()).isEqualTo(serverName));
    }

    @Test
    void verifiesANameThatJsseCannotAskFor() throws Exception {
        var chain = TestMaterial.chain(AUTHORITY.server("my_service")).withServerNames(List.of("localhost"));
        var server = this.implementation.serverContext(server(chain));
        var client = client(TestMaterial.trust(AUTHORITY));

        Handshakes.complete(client.createEngine("my_service", 443), server.createEngine());
        assertThatExceptionOfType(CertificateVerificationException.class)
                .isThrownBy(() -> Handshakes.complete(client.createEngine("your_service", 443), server.createEngine()))
                .withMessage("the certificate is not for your_service but for [my_service]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1", "[::1]"})
    void asksForNoAddress(String host) throws Exception {
        assertThat(client(TestMaterial.trust(AUTHORITY))
                        .createEngine(host, 443)
                        .getSSLParameters()
                        .getServerNames())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "*.example.com", "a b", "www.example.com/path"})
    void refusesWhatIsNoHostName(String host) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> client(TestMaterial.trust(AUTHORITY)).createEngine(host, 443))
                .withMessage("'%s' is not a valid host name", host);
    }

    @Test
    void servesMoreChainsThanAreWorthSearching() throws Exception {
        var first = SigningChain.fromPem(WWW.writeCombined(this.directory));
        var chains = new ArrayList<SigningChain>(List.of(first));
        for (int i = 0; i < 200; i++) {
            chains.add(first.withServerNames(List.of("s%d.example.com".formatted(i))));
        }
        var api = AUTHORITY.server("api.example.com");
        chains.add(TestMaterial.chain(api));
        var server = this.implementation.serverContext(
                TlsServerConfiguration.builder().certificateChains(chains).build());
        var client = client(TestMaterial.trust(AUTHORITY)).createEngine("api.example.com", 443);

        Handshakes.complete(client, server.createEngine());

        assertThat(client.getSession().getPeerCertificates()[0]).isEqualTo(api.certificate());
    }

    private ClientContext client(TrustStore trustStore) throws ConfigurationException {
        return this.implementation.clientContext(
                TlsClientConfiguration.builder().trustStore(trustStore).build());
    }

    private static TlsServerConfiguration server(SigningChain... chains) {
        return TlsServerConfiguration.builder()
                .certificateChains(List.of(chains))
                .build();
    }

    private static void assertRefused(ThrowingCallable action, String message, @Nullable Object setting) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(action)
                .withMessage(message)
                .satisfies(error -> assertThat(error.setting()).isEqualTo(Optional.ofNullable(setting)));
    }

    @Test
    void hasTheVersionOfTheJdk() {
        assertThat(new JsseImplementation().version()).contains("SunJSSE " + System.getProperty("java.version"));
    }
}
