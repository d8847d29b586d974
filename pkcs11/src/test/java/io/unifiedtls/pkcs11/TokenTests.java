package io.unifiedtls.pkcs11;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.Provider;
import java.security.Security;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

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
import io.unifiedtls.internal.material.CredentialReader;
import io.unifiedtls.jsse.JsseImplementation;
import io.unifiedtls.test.Handshakes;

/** Keys that stay in a PKCS#11 token. */
class TokenTests {

    private static final String OPEN = "--add-opens=jdk.crypto.cryptoki/sun.security.pkcs11=ALL-UNNAMED";

    private final SoftHsm tokens = SoftHsm.tokens();

    private final JsseImplementation implementation = new JsseImplementation();

    @ParameterizedTest
    @CsvSource({"rsa, TLSv1_2", "rsa, TLSv1_3", "ec, TLSv1_2", "ec, TLSv1_3"})
    void serversProveTheirIdentityWithAKeyInAToken(String object, TlsVersion version) throws Exception {
        var server = this.implementation.serverContext(server(inToken(object)));
        var client = this.implementation.clientContext(TlsClientConfiguration.builder()
                .trustStore(TrustStore.fromBuffer(SoftHsm.AUTHORITY.certificatePem()))
                .highestSupportedVersion(version)
                .build());
        var engine = client.createEngine(object + ".example.com", 443);

        Handshakes.complete(engine, server.createEngine());

        assertThat(engine.getSession().getProtocol()).isEqualTo(version.protocol());
        assertThat(engine.getSession().getPeerCertificates()[0])
                .isEqualTo((object.equals("rsa") ? SoftHsm.RSA : SoftHsm.EC).certificate());
    }

    @ParameterizedTest
    @EnumSource(names = {"TLSv1_2", "TLSv1_3"})
    void clientsProveTheirIdentityWithAKeyInAToken(TlsVersion version) throws Exception {
        var trust = TrustStore.fromBuffer(SoftHsm.AUTHORITY.certificatePem());
        var identity = SoftHsm.AUTHORITY.server("www.example.com");
        var server = this.implementation.serverContext(TlsServerConfiguration.builder()
                .certificateChains(List.of(SigningChain.of(
                        TlsCertificate.fromBuffer(identity.chainPem()),
                        TlsPrivateKey.fromBuffer(identity.privateKeyPem()))))
                .trustStore(trust)
                .build());
        var client = this.implementation.clientContext(TlsClientConfiguration.builder()
                .certificateChain(inToken("client"))
                .trustStore(trust)
                .highestSupportedVersion(version)
                .build());
        var engine = server.createEngine();

        Handshakes.complete(client.createEngine("www.example.com", 443), engine);

        assertThat(engine.getSession().getPeerCertificates()[0]).isEqualTo(SoftHsm.CLIENT.certificate());
    }

    @Test
    void takeTheCertificateFromAFileToo() {
        var chain = SigningChain.of(
                TlsCertificate.fromBuffer(SoftHsm.EC.chainPem()),
                TlsPrivateKey.fromIdWithPassword(this.tokens.id("ec"), SoftHsm.PIN::toCharArray));

        assertThatNoException().isThrownBy(() -> this.implementation.serverContext(server(chain)));
    }

    @Test
    void neverLeaveTheTokenAndAreNoSecretInLogs() throws Exception {
        var key = CredentialReader.load(inToken("rsa")).key();

        assertThat(key.getEncoded()).isNull();
        assertThat(key.getFormat()).isNull();
        assertThat(key).hasToString("TokenKey[RSA]");
    }

    @Test
    void needNoProviderOfTheTokenAmongTheRegisteredOnes() throws Exception {
        this.implementation.serverContext(server(inToken("rsa")));

        var providers = Arrays.stream(Security.getProviders()).toList();
        assertThat(providers).extracting(Object::toString).noneMatch(name -> name.contains("UnifiedTls version"));
        var ours = providers.get(providers.size() - 1);
        assertThat(ours.getName()).isEqualTo("UnifiedTlsTokenSignatures");
        assertThat(ours.getServices()).extracting(Provider.Service::getType).containsOnly("Signature");
    }

    @Test
    void takeThePinFromAFile() throws Exception {
        var source = "&pin-source=" + this.tokens.write("pin.txt", SoftHsm.PIN + "\n");
        var chain = SigningChain.of(
                TlsCertificate.fromId(this.tokens.id("rsa") + source),
                TlsPrivateKey.fromId(this.tokens.id("rsa") + source));

        assertThatNoException().isThrownBy(() -> this.implementation.serverContext(server(chain)));
    }

    @Test
    void clearThePinAfterUse() throws Exception {
        var pin = SoftHsm.PIN.toCharArray();

        this.implementation.serverContext(server(SigningChain.of(
                TlsCertificate.fromBuffer(SoftHsm.EC.chainPem()),
                TlsPrivateKey.fromIdWithPassword(this.tokens.id("ec"), () -> pin))));

        assertThat(pin).containsOnly('\0');
    }

    @Test
    void haveAuthoritiesToTrust() throws Exception {
        var source = "&pin-source=" + this.tokens.write("pin-of-trust.txt", SoftHsm.PIN);

        var client = this.implementation.clientContext(trusting(this.tokens.id("root") + source));

        assertThatNoException()
                .isThrownBy(() -> Handshakes.complete(
                        client.createEngine("rsa.example.com", 443),
                        this.implementation
                                .serverContext(server(inToken("rsa")))
                                .createEngine()));
    }

    @Test
    void refuseAWrongPinWithoutSayingIt() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> load(this.tokens.idInOther("www"), () -> "66666".toCharArray()))
                .withMessage("wrong PIN for the token of " + this.tokens.idInOther("www"))
                .satisfies(e -> assertThat(stackTrace(e)).doesNotContain("66666"));
    }

    @Test
    void refuseAMissingPin() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> this.implementation.clientContext(trusting(this.tokens.idInOther("www"))))
                .withMessage(
                        "the token of " + this.tokens.idInOther("www")
                                + " requires a PIN; supply it with TlsPrivateKey.fromIdWithPassword, or specify a file with pin-source");
    }

    @Test
    void refuseAPinFileThatIsMissingEmptyOrTooLarge() throws Exception {
        var missing = this.tokens.module().resolveSibling("missing");
        var empty = this.tokens.write("empty.txt", "\n");
        var large = this.tokens.write("large.txt", "1".repeat(1025));

        assertRefusedPinFile(missing, "cannot read the PIN in " + missing);
        assertRefusedPinFile(empty, "no PIN found in %s: the file is empty".formatted(empty));
        assertRefusedPinFile(large, large + " is too large for a file with only a PIN");
    }

    private void assertRefusedPinFile(Path file, String message) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> this.implementation.clientContext(
                        trusting(this.tokens.idInOther("root") + "&pin-source=" + file)))
                .withMessage(message);
    }

    @Test
    void refuseAnObjectThatIsNotThere() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> load(this.tokens.id("missing")))
                .withMessage(
                        "no private key " + this.tokens.id("missing")
                                + " with its certificate; the JDK finds a key only together with its certificate, which must have the same id and the requested label: pkcs11-tool --write-object www.der --type cert --id 01 --label www")
                .satisfies(e -> assertThat(e.setting().get()).isInstanceOf(TlsPrivateKey.class));
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> this.implementation.serverContext(server(inToken("missing"))))
                .withMessageStartingWith(
                        "no certificate " + this.tokens.id("missing")
                                + "; the JDK finds one only together with its key, or if marked as trusted by p11tool --so-login --write --mark-trusted; present: [")
                .withMessageContaining("root")
                .satisfies(e -> assertThat(e.setting().get()).isInstanceOf(TlsCertificate.class));
    }

    @Test
    void refuseAKeyWithoutItsCertificateWhichTheJdkDoesNotSee() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> load(this.tokens.id("lonely")))
                .withMessageStartingWith("no private key " + this.tokens.id("lonely") + " with its certificate;");
    }

    @Test
    void refuseACertificateAsAKey() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> load(this.tokens.id("root")))
                .withMessageStartingWith("no private key " + this.tokens.id("root") + " with its certificate;");
    }

    @Test
    void refuseALabelOfSeveralKeys() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> load(this.tokens.id("twin")))
                .withMessageStartingWith(this.tokens.id("twin")
                        + " matches 2 objects; give them different labels, or add an id: [twin/");
    }

    @Test
    void refuseAKeyOfAnotherCertificate() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> this.implementation.serverContext(server(SigningChain.of(
                        TlsCertificate.fromBuffer(SoftHsm.EC.chainPem()),
                        TlsPrivateKey.fromIdWithPassword(this.tokens.id("rsa"), SoftHsm.PIN::toCharArray)))))
                .withMessageContaining("does not belong to the certificate in a buffer of");
    }

    @Test
    void refuseAModuleThatIsMissingOrSomethingElse() throws Exception {
        var missing = this.tokens.module().resolveSibling("missing.so");
        var text = this.tokens.write("text.so", "no library");

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> load("pkcs11:object=www?module-path=" + missing))
                .withMessage("no such PKCS#11 module: " + missing);
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> load("pkcs11:object=www?module-path=" + text))
                .withMessage(text + " cannot be used as a PKCS#11 module, or has no token");
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> load("pkcs11:object=www?module-name=missing"))
                .withMessage("no PKCS#11 module 'missing' in the library path; specify its file with module-path");
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> load("pkcs11:object=www?module-name=../missing"))
                .withMessage("no PKCS#11 module '../missing' in the library path; specify its file with module-path");
    }

    @Test
    void refuseASlotWithoutAToken() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> load("pkcs11:slot-id=77;object=www?module-path=" + this.tokens.module()))
                .withMessage("no token in slot 77 of the PKCS#11 module " + this.tokens.module());
    }

    @Test
    void refuseWhatTheJdkDoesNotTell() {
        var byId = this.tokens.id("rsa").replace("object=", "id=%01;object=");

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> load(byId))
                .withMessage(
                        "the JDK does not support 'id' in a PKCS#11 URI; use object= and the label, or start the JVM with "
                                + OPEN);
    }

    /** From JDK 22 on, the module itself can be asked for the labels of its tokens. */
    @Test
    void areFoundByTokenOrRefused() throws Exception {
        var byToken = this.tokens.id("rsa").replaceFirst("slot-id=\\d+", "token=web");

        if (Runtime.version().feature() < 22) {
            assertThatExceptionOfType(ConfigurationException.class)
                    .isThrownBy(() -> load(byToken))
                    .withMessage(
                            "the JDK does not support 'token' in a PKCS#11 URI; use slot-id= and the number that pkcs11-tool -L shows, or JDK 22 or later, or start the JVM with "
                                    + OPEN);
            return;
        }
        assertThat(NativeTokens.labels(this.tokens.module()).values()).containsExactlyInAnyOrder("web", "other");
        var chain = inToken(byToken, Optional.of(SoftHsm.PIN::toCharArray));
        assertThat(new JsseImplementation()
                        .serverContext(server(chain))
                        .loadedChains()
                        .get(0)
                        .leaf())
                .isEqualTo(SoftHsm.RSA.certificate());
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> load(byToken.replace("token=web", "token=missing")))
                .withMessageStartingWith(
                        "no token 'missing' in the PKCS#11 module %s; present: [", this.tokens.module());
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> load("pkcs11:token=web;object=rsa?module-path=/usr/bin/env"))
                .withMessage("cannot list the tokens of /usr/bin/env; is it a PKCS#11 module?");
    }

    @Test
    void areFoundByTokenAndIdWhereTheProviderIsOpen() throws Exception {
        assertThat(inOpenedJvm())
                .map(line -> line.replaceAll("\\[(web, other|other, web)]", "(two)"))
                .containsExactly(
                        "CN=two.example.com",
                        "CN=rsa.example.com",
                        "no token 'missing' in the PKCS#11 module %s; present: (two)".formatted(this.tokens.module()));
    }

    private List<String> inOpenedJvm() throws IOException, InterruptedException {
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        OPEN,
                        "-Djava.library.path=" + this.tokens.module().getParent(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ByTokenAndId.class.getName(),
                        this.tokens.module().toString())
                .start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        var errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(errors).isZero();
        return output.lines().toList();
    }

    /** Prints what the names of objects lead to. */
    static final class ByTokenAndId {

        public static void main(String[] arguments) throws Exception {
            var byPath = "?module-path=" + arguments[0];
            for (var name : List.of(
                    "token=web;object=twin;id=%05" + byPath,
                    "token=web;id=%01?module-name=libsofthsm2",
                    "token=missing;object=rsa" + byPath)) {
                try {
                    var chain = inToken("pkcs11:" + name, Optional.of(SoftHsm.PIN::toCharArray));
                    var context = new JsseImplementation().serverContext(server(chain));
                    var leaf = context.loadedChains().get(0).leaf();
                    System.out.println(leaf.getSubjectX500Principal());
                } catch (ConfigurationException e) {
                    System.out.println(e.getMessage());
                }
            }
        }
    }

    @Test
    void areValidatedByTheFormOfTheirIdAlone() {
        var somewhere = "pkcs11:object=www?module-path=/nowhere/module.so";
        var chain = SigningChain.of(TlsCertificate.fromId(somewhere), TlsPrivateKey.fromId(somewhere));

        assertThatNoException().isThrownBy(() -> this.implementation.validate(server(chain)));
        assertThatNoException().isThrownBy(() -> this.implementation.validate(trusting(somewhere)));
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> this.implementation.validate(
                        server(SigningChain.of(TlsCertificate.fromId(somewhere), TlsPrivateKey.fromId("web:www")))))
                .withMessageStartingWith("id web:www is neither a PKCS#11 URI nor an alias; ")
                .satisfies(e -> assertThat(e.setting()).contains(TlsPrivateKey.fromId("web:www")));
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> this.implementation.validate(trusting("web:www")))
                .withMessageStartingWith("id web:www is neither a PKCS#11 URI nor an alias; ");
    }

    @Test
    void needAKeyThatIsNamed() {
        var somewhere = TlsCertificate.fromId("pkcs11:object=www?module-path=/nowhere/module.so");
        var chain = new SigningChain.Certificates(somewhere, Optional.empty(), List.of(), List.of());

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> this.implementation.validate(server(chain)))
                .withMessage(
                        "id pkcs11:object=www?module-path=/nowhere/module.so also needs a private key; use TlsPrivateKey.fromId");
    }

    @Test
    void areNoKeyStores() {
        var source = MaterialSource.id("pkcs11:object=www?module-path=/nowhere/module.so");
        var keyStore = new TlsKeyStore(source, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> this.implementation.validate(server(SigningChain.fromKeyStore(keyStore))))
                .withMessage(source + " cannot be a key store or a CRL; use a file or a buffer");
    }

    private SigningChain inToken(String object) {
        return inToken(this.tokens.id(object), Optional.of(SoftHsm.PIN::toCharArray));
    }

    private static SigningChain inToken(String id, Optional<Supplier<char[]>> pin) {
        return SigningChain.of(TlsCertificate.fromId(id), TlsPrivateKey.fromIdWithPassword(id, pin.get()));
    }

    private void load(String key) throws ConfigurationException {
        load(key, SoftHsm.PIN::toCharArray);
    }

    private void load(String key, Supplier<char[]> pin) throws ConfigurationException {
        this.implementation.serverContext(server(SigningChain.of(
                TlsCertificate.fromBuffer(SoftHsm.EC.chainPem()), TlsPrivateKey.fromIdWithPassword(key, pin))));
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
