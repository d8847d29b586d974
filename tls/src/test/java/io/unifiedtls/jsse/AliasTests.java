package io.unifiedtls.jsse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.Security;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.unifiedtls.ConfigurationException;
import io.unifiedtls.MaterialSource;
import io.unifiedtls.SigningChain;
import io.unifiedtls.TlsCertificate;
import io.unifiedtls.TlsClientConfiguration;
import io.unifiedtls.TlsKeyStore;
import io.unifiedtls.TlsPrivateKey;
import io.unifiedtls.TlsServerConfiguration;
import io.unifiedtls.TlsVersion;
import io.unifiedtls.TrustStore;
import io.unifiedtls.test.Handshakes;
import io.unifiedtls.test.TestAuthority;
import io.unifiedtls.test.TestCertificate;

/** Entries of the key store that the system properties name, by their alias. */
class AliasTests {

    private static final String LOCATION = "javax.net.ssl.keyStore";

    private static final String TYPE = "javax.net.ssl.keyStoreType";

    private static final String PROVIDER = "javax.net.ssl.keyStoreProvider";

    private static final String PASSWORD = "javax.net.ssl.keyStorePassword";

    private static final List<String> PROPERTIES = List.of(LOCATION, TYPE, PROVIDER, PASSWORD);

    private static final String SECRET = "st0re-secret";

    private static final TestAuthority ROOT = TestAuthority.create("Root");

    private static final TestCertificate WEB =
            ROOT.intermediate("Middle").leaf().names("www.example.com").issue();

    private static final TestCertificate RSA =
            ROOT.leaf().names("www.example.com").rsa().issue();

    private final Map<String, String> before = new HashMap<>();

    private final JsseImplementation implementation = new JsseImplementation();

    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void nameTheKeyStore() throws Exception {
        for (var name : PROPERTIES) {
            var value = System.getProperty(name);
            if (value != null) {
                this.before.put(name, value);
            }
            System.clearProperty(name);
        }
        this.file = this.directory.resolve("store.p12");
        var keyStore = KeyStore.getInstance("PKCS12");
        keyStore.load(null, null);
        for (var entry : Map.of("web", WEB, "rsa", RSA).entrySet()) {
            keyStore.setKeyEntry(
                    entry.getKey(),
                    entry.getValue().privateKey(),
                    SECRET.toCharArray(),
                    entry.getValue().chain().toArray(Certificate[]::new));
        }
        keyStore.setCertificateEntry("root", ROOT.certificate());
        try (var output = Files.newOutputStream(this.file)) {
            keyStore.store(output, SECRET.toCharArray());
        }
        System.setProperty(LOCATION, this.file.toString());
        System.setProperty(PASSWORD, SECRET);
    }

    @AfterEach
    void restoreTheProperties() {
        PROPERTIES.forEach(System::clearProperty);
        this.before.forEach(System::setProperty);
    }

    @ParameterizedTest
    @CsvSource({"web, TLSv1_2", "web, TLSv1_3", "rsa, TLSv1_2", "rsa, TLSv1_3", "alias:web, TLSv1_3"})
    void nameAKeyWithItsWholeChain(String id, TlsVersion version) throws Exception {
        var sent = handshake(SigningChain.of(TlsCertificate.fromId(id), TlsPrivateKey.fromId(id)), version);

        assertThat(sent).startsWith((id.equals("rsa") ? RSA : WEB).chain().toArray(X509Certificate[]::new));
    }

    @Test
    void nameTrustedCertificates() throws Exception {
        var client = this.implementation.clientContext(trusting("root"));
        var server = this.implementation.serverContext(server(web()));

        assertThatNoException()
                .isThrownBy(
                        () -> Handshakes.complete(client.createEngine("www.example.com", 443), server.createEngine()));
    }

    @Test
    void nameTheKeyOfACertificateInAFileAndTheOtherWayRound() throws Exception {
        var certificate = TlsCertificate.fromBuffer(WEB.chainPem());
        var key = TlsPrivateKey.fromBuffer(WEB.privateKeyPem());

        assertThat(handshake(SigningChain.of(certificate, TlsPrivateKey.fromId("web")), TlsVersion.TLSv1_3))
                .startsWith(WEB.chain().toArray(X509Certificate[]::new));
        assertThat(handshake(SigningChain.of(TlsCertificate.fromId("web"), key), TlsVersion.TLSv1_3))
                .startsWith(WEB.chain().toArray(X509Certificate[]::new));
    }

    @ParameterizedTest
    @EnumSource(names = {"TLSv1_2", "TLSv1_3"})
    void nameAKeyThatCannotLeaveItsStore(TlsVersion version) throws Exception {
        var provider = new SealedKeyStore(WEB);
        Security.addProvider(provider);
        try {
            System.setProperty(LOCATION, "NONE");
            System.setProperty(TYPE, SealedKeyStore.NAME);
            System.setProperty(PROVIDER, provider.getName());
            System.clearProperty(PASSWORD);
            var id = SealedKeyStore.ALIAS;

            var sent = handshake(SigningChain.of(TlsCertificate.fromId(id), TlsPrivateKey.fromId(id)), version);

            assertThat(sent).startsWith(WEB.chain().toArray(X509Certificate[]::new));
            assertThatRefuses("web", Optional.empty())
                    .withMessage("no alias 'web' in the key store Sealed; present: [sealed]");
        } finally {
            Security.removeProvider(provider.getName());
        }
    }

    @Test
    void areOpenedWithAPasswordThatIsSuppliedAndCleared() throws Exception {
        System.clearProperty(PASSWORD);
        var given = new ArrayList<char[]>();
        Supplier<char[]> password = () -> {
            given.add(SECRET.toCharArray());
            return given.get(given.size() - 1);
        };

        this.implementation.serverContext(server(
                SigningChain.of(TlsCertificate.fromId("web"), TlsPrivateKey.fromIdWithPassword("web", password))));

        assertThat(given)
                .isNotEmpty()
                .allSatisfy(array -> assertThat(new String(array)).isEqualTo("\0".repeat(array.length)));
    }

    @Test
    void refuseAnAliasThatIsNotThere() {
        assertThatRefuses("missing", Optional.empty())
                .withMessage("no alias 'missing' in %s; present: [root, rsa, web]".formatted(source()));
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> this.implementation.serverContext(server(
                        SigningChain.of(TlsCertificate.fromBuffer(WEB.chainPem()), TlsPrivateKey.fromId("missing")))))
                .withMessage("no alias 'missing' in %s; present: [rsa, web]".formatted(source()))
                .satisfies(error -> assertThat(error.setting()).contains(TlsPrivateKey.fromId("missing")));
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> this.implementation.clientContext(trusting("missing")))
                .withMessage("no alias 'missing' in %s; present: [root]".formatted(source()))
                .satisfies(error -> assertThat(error.setting()).contains(TrustStore.fromId("missing")));
    }

    @Test
    void refuseWhatIsOfAnotherKind() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> this.implementation.serverContext(
                        server(SigningChain.of(TlsCertificate.fromId("root"), TlsPrivateKey.fromId("root")))))
                .withMessage("no private key under the alias 'root' in %s; present: [rsa, web]".formatted(source()));
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> this.implementation.clientContext(trusting("web")))
                .withMessage("no trusted certificate under the alias 'web' in %s; present: [root]".formatted(source()));
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> this.implementation.serverContext(
                        server(SigningChain.of(TlsCertificate.fromId("web"), TlsPrivateKey.fromId("rsa")))))
                .withMessage(
                        "the private key in id rsa is an RSA key (rsaEncryption), but the certificate in id web (CN=www.example.com) is for an EC key on P-256; use the key that the certificate was requested with, or request a certificate for this one");
    }

    @Test
    void refuseAWrongPasswordWithoutShowingIt() {
        System.setProperty(PASSWORD, "wr0ng-secret");

        assertThatRefuses("web", Optional.empty()).withMessage("wrong password for " + source());
        assertThatRefuses("web", Optional.of("other-secret"::toCharArray))
                .withMessage("wrong password for " + source())
                .satisfies(
                        error -> assertThat(stackTrace(error)).doesNotContain("wr0ng-secret", "other-secret", SECRET));
    }

    @Test
    void refuseAKeyWithoutPassword() {
        System.clearProperty(PASSWORD);

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> this.implementation.serverContext(server(
                        SigningChain.of(TlsCertificate.fromBuffer(WEB.chainPem()), TlsPrivateKey.fromId("web")))))
                .withMessage(
                        "the private key in %s is encrypted and no password is given; supply it with fromIdWithPassword, or set the system property %s",
                        source(), PASSWORD);
    }

    @Test
    void refuseAKeyStoreThatIsNotThere() throws Exception {
        Files.delete(this.file);

        assertThatRefuses("web", Optional.empty())
                .withMessage("the system property %s does not specify a key store: no such file: %s"
                        .formatted(LOCATION, this.file));
    }

    @Test
    void refuseAKeyStoreOfNoType() {
        System.setProperty(TYPE, "Nonsense");
        System.setProperty(LOCATION, "NONE");

        assertThatRefuses("web", Optional.empty())
                .withMessage(
                        "this Java runtime does not support key stores of type Nonsense; set the system property %s to a supported type"
                                .formatted(TYPE));
        System.setProperty(PROVIDER, "Nobody");
        assertThatRefuses("web", Optional.empty())
                .withMessage(
                        "this Java runtime does not support key stores of type Nonsense of the provider Nobody; set the system property %s to a supported type"
                                .formatted(TYPE));
    }

    @Test
    void areLookedUpWhenAContextIsCreatedAndNotBefore() throws Exception {
        Files.delete(this.file);

        assertThatNoException().isThrownBy(() -> this.implementation.validate(server(web())));
        assertThatNoException().isThrownBy(() -> this.implementation.validate(trusting("alias:root")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:/etc/tls/www.pem", "PKCS11:object=www", "org.openssl.winstore://"})
    void refuseOtherSchemes(String id) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> this.implementation.validate(trusting(id)))
                .withMessage(
                        "id %s is neither a PKCS#11 URI nor an alias; write pkcs11:object=www?module-path=/usr/lib/softhsm/libsofthsm2.so, or alias: and the alias, or use a file or a key store"
                                .formatted(id))
                .satisfies(error -> assertThat(error.setting()).contains(TrustStore.fromId(id)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "alias:"})
    void refuseAnEmptyId(String id) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> this.implementation.validate(trusting(id)))
                .withMessage("the id is empty; use a PKCS#11 URI or the alias of a key store entry");
    }

    @Test
    void needAKeyThatIsNamed() {
        var chain = new SigningChain.Certificates(
                TlsCertificate.fromId("alias:web"), Optional.empty(), List.of(), List.of());

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> this.implementation.validate(server(chain)))
                .withMessage("id alias:web also needs a private key; use TlsPrivateKey.fromId");
    }

    @Test
    void areNoKeyStores() {
        var keyStore = new TlsKeyStore(
                MaterialSource.id("alias:web"), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> this.implementation.validate(server(SigningChain.fromKeyStore(keyStore))))
                .withMessage("id alias:web cannot be a key store or a CRL; use a file or a buffer");
    }

    private ThrowableAssertAlternative<ConfigurationException> assertThatRefuses(
            String id, Optional<Supplier<char[]>> password) {
        var key = password.map(supplier -> TlsPrivateKey.fromIdWithPassword(id, supplier))
                .orElseGet(() -> TlsPrivateKey.fromId(id));
        return assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() ->
                        this.implementation.serverContext(server(SigningChain.of(TlsCertificate.fromId(id), key))));
    }

    private String source() {
        return "%s (%s)".formatted(this.file, LOCATION);
    }

    private static SigningChain web() {
        return SigningChain.of(TlsCertificate.fromId("web"), TlsPrivateKey.fromId("web"));
    }

    /** Returns the certificates that a server sends to a client that trusts the root alone. */
    private List<X509Certificate> handshake(SigningChain chain, TlsVersion version) throws Exception {
        var server = this.implementation.serverContext(server(chain));
        var client = this.implementation.clientContext(TlsClientConfiguration.builder()
                .trustStore(TrustStore.fromBuffer(ROOT.certificatePem()))
                .highestSupportedVersion(version)
                .build());
        var engine = client.createEngine("www.example.com", 443);
        Handshakes.complete(engine, server.createEngine());
        assertThat(engine.getSession().getProtocol()).isEqualTo(version.protocol());
        return Arrays.stream(engine.getSession().getPeerCertificates())
                .map(X509Certificate.class::cast)
                .toList();
    }

    private static TlsServerConfiguration server(SigningChain chain) {
        return TlsServerConfiguration.builder()
                .certificateChains(List.of(chain))
                .build();
    }

    private static TlsClientConfiguration trusting(String id) {
        return TlsClientConfiguration.builder()
                .trustStore(TrustStore.fromId(id))
                .build();
    }

    private static String stackTrace(Throwable error) {
        var writer = new StringWriter();
        error.printStackTrace(new PrintWriter(writer));
        return writer.toString();
    }
}
