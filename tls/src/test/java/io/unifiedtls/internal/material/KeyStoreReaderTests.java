package io.unifiedtls.internal.material;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

import javax.crypto.spec.PBEParameterSpec;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.unifiedtls.ConfigurationException;
import io.unifiedtls.test.TestAuthority;
import io.unifiedtls.test.TestCertificate;

class KeyStoreReaderTests {

    private static final String SOURCE = "/etc/x.p12";

    private final TestAuthority root = TestAuthority.create("Test Root");
    private final TestAuthority authority = this.root.intermediate("Intermediate");
    private final TestCertificate www = this.authority.server("www.example.com");
    private final TestCertificate api = this.authority.server("api.example.com");

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"PKCS12", "JKS", "JCEKS"})
    void readsTheSoleKeyOfEveryType(String type) throws Exception {
        var content = store(type, keyStore -> add(keyStore, "www", this.www, "store"));

        for (var said : new @Nullable String[] {null, type, type.toLowerCase(Locale.ROOT)}) {
            var entry = KeyStoreReader.key(content, SOURCE, said, "store"::toCharArray, null, null);

            assertThat(entry.key()).isEqualTo(this.www.privateKey());
            assertThat(entry.chain()).isEqualTo(this.www.chain());
            assertThat(entry).hasToString("KeyEntry[CN=www.example.com]");
        }
    }

    @Test
    void readsTheKeyOfAnAlias() throws Exception {
        var content = twoKeys();

        assertThat(key(content, "store", "api", null).key()).isEqualTo(this.api.privateKey());
        assertThat(key(content, "store", "www", null).key()).isEqualTo(this.www.privateKey());
    }

    @ParameterizedTest
    @ValueSource(strings = {"PKCS12", "JKS"})
    void readsAKeyWithAPasswordOfItsOwn(String type) throws Exception {
        var content = store(type, keyStore -> add(keyStore, "www", this.www, "other"));

        assertThat(key(content, "store", null, "other").key()).isEqualTo(this.www.privateKey());
        assertRefused(
                () -> key(content, "store", null, null), "wrong password for the private key 'www' in /etc/x.p12");
        assertRefused(
                () -> key(content, "store", null, "no"), "wrong password for the private key 'www' in /etc/x.p12");
    }

    /** With one wrong password in 256 the padding is right, and what it decrypts to is no key. */
    @Test
    void tellsAWrongPasswordFromABadKey() throws Exception {
        var parameters = new PBEParameterSpec(new byte[16], 1); // one iteration, for the many attempts
        var content = store(
                "PKCS12",
                keyStore -> keyStore.setEntry(
                        "www",
                        new KeyStore.PrivateKeyEntry(
                                this.www.privateKey(), this.www.chain().toArray(X509Certificate[]::new)),
                        new KeyStore.PasswordProtection(
                                "other".toCharArray(), "PBEWithHmacSHA256AndAES_256", parameters)));

        for (var attempt = 0; attempt < 1_500; attempt++) {
            var wrong = "wrong" + attempt;
            assertRefused(
                    () -> key(content, "store", null, wrong), "wrong password for the private key 'www' in /etc/x.p12");
        }
    }

    @Test
    void clearsThePasswords() throws Exception {
        var content = store("PKCS12", keyStore -> add(keyStore, "www", this.www, "other"));
        var password = "store".toCharArray();
        var keyPassword = "other".toCharArray();

        KeyStoreReader.key(content, SOURCE, null, () -> password, null, () -> keyPassword);

        assertThat(password).containsOnly('\0');
        assertThat(keyPassword).containsOnly('\0');
    }

    @ParameterizedTest
    @ValueSource(strings = {"PKCS12", "JKS"})
    void refusesAWrongPassword(String type) throws Exception {
        var content = store(type, keyStore -> add(keyStore, "www", this.www, "store"));

        assertRefused(() -> key(content, "wrong", null, null), "wrong password for /etc/x.p12");
        assertRefused(() -> trusted(content, "wrong"), "wrong password for /etc/x.p12");
    }

    @Test
    void refusesAKeyWithoutPassword() throws Exception {
        var content = twoKeys();

        assertRefused(
                () -> key(content, null, "www", null),
                "the private key in /etc/x.p12 is encrypted and no password is given");
    }

    @Test
    void refusesToChooseAmongSeveralKeys() throws Exception {
        var content = twoKeys();

        assertRefused(
                () -> key(content, "store", null, null),
                "/etc/x.p12 holds 2 private keys; choose one by its alias: [api, www]");
    }

    @Test
    void refusesAnAliasThatIsNoKey() throws Exception {
        var content = store("PKCS12", keyStore -> {
            add(keyStore, "www", this.www, "store");
            keyStore.setCertificateEntry("ca", this.root.certificate());
        });

        assertRefused(() -> key(content, "store", "nope", null), "no alias 'nope' in /etc/x.p12; present: [www]");
        assertRefused(
                () -> key(content, "store", "ca", null),
                "no private key under the alias 'ca' in /etc/x.p12; present: [www]");
    }

    @Test
    void refusesAStoreWithoutKey() throws Exception {
        assertRefused(
                () -> key(trustStore("PKCS12"), "store", null, null),
                "no private key found in /etc/x.p12, only certificates: [a, b]");
    }

    @Test
    void refusesTheWrongType() throws Exception {
        var pkcs12 = twoKeys();
        var jks = trustStore("JKS");

        assertRefused(
                () -> KeyStoreReader.key(pkcs12, SOURCE, "JKS", "store"::toCharArray, null, null),
                "/etc/x.p12 looks like a PKCS#12 key store, not JKS; set the type to PKCS12 or remove it");
        assertRefused(
                () -> KeyStoreReader.trusted(jks, SOURCE, "pkcs12", "store"::toCharArray),
                "/etc/x.p12 looks like a JKS key store, not pkcs12; set the type to JKS or remove it");
        assertRefused(
                () -> KeyStoreReader.trusted(jks, SOURCE, "BKS", null),
                "unknown key store type 'BKS' for /etc/x.p12; use PKCS12 or JKS");
    }

    @Test
    void refusesWhatIsNoKeyStore() throws Exception {
        var hint = " and is not a key store; configure it as certificate or private key";

        assertRefused(() -> trusted(this.root.certificatePem(), null), "/etc/x.p12 holds a certificate" + hint);
        assertRefused(() -> trusted(this.www.privateKeyPem(), null), "/etc/x.p12 holds a private key" + hint);
        assertRefused(
                () -> trusted(this.root.certificate().getEncoded(), null), "/etc/x.p12 holds a certificate" + hint);
        assertRefused(() -> trusted(new byte[] {1, 2}, null), "/etc/x.p12 is not a PKCS12 or JKS key store");
        assertRefused(() -> trusted(new byte[0], null), "/etc/x.p12 is empty");
    }

    @Test
    void refusesAMalformedStore() {
        var pkcs12 = new byte[] {0x30, (byte) 0x80, 0x02, 0x01, 0x03, 0x30};
        var jks = new byte[] {(byte) 0xFE, (byte) 0xED, (byte) 0xFE, (byte) 0xED, 0, 0, 0, 2, 0, 0};

        assertRefused(() -> trusted(pkcs12, "store"), "cannot read /etc/x.p12 as PKCS12 key store");
        assertRefused(() -> trusted(jks, "store"), "cannot read /etc/x.p12 as JKS key store");
    }

    @ParameterizedTest
    @CsvSource({"PKCS12, store", "JKS, store", "JKS,"})
    void readsTrustedCertificates(String type, @Nullable String password) throws Exception {
        var certificates = trusted(trustStore(type), password);

        assertThat(certificates).containsExactly(this.root.certificate(), this.authority.certificate());
    }

    @Test
    void refusesATrustStoreThatNeedsAPassword() throws Exception {
        assertRefused(
                () -> trusted(trustStore("PKCS12"), null),
                "no trusted certificate in /etc/x.p12 that can be read without a password");
    }

    @Test
    void refusesATrustStoreWithKeysAlone() throws Exception {
        var content = twoKeys();

        assertRefused(
                () -> trusted(content, "store"),
                "no trusted certificate in /etc/x.p12, only private keys: [api, www]; "
                        + "add one with: keytool -importcert -keystore /etc/x.p12 -file ca.pem");
    }

    @Test
    void refusesATrustStoreThatOpenSslMade() throws Exception {
        var openSsl = new OpenSsl(this.directory);
        openSsl.write("ca.pem", this.root.certificatePem());
        var content = openSsl.run("pkcs12 -export -nokeys -in ca.pem -passout pass:store");

        assertRefused(
                () -> trusted(content, "store"),
                "no trusted certificate in /etc/x.p12; OpenSSL does not mark them as Java requires, so create a key store with: keytool -importcert -keystore new.p12 -file ca.pem");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-name www",
                "-keypbe AES-128-CBC -certpbe NONE",
                "-keypbe PBE-SHA1-3DES -certpbe PBE-SHA1-3DES -macalg sha1",
            })
    void readsKeysThatOpenSslExported(String options) throws Exception {
        var openSsl = new OpenSsl(this.directory);
        openSsl.write("combined.pem", this.www.combinedPem());

        var content = openSsl.run("pkcs12 -export -in combined.pem -passout pass:store " + options);

        var entry = key(content, "store", null, null);
        assertThat(entry.key()).isEqualTo(this.www.privateKey());
        assertThat(entry.chain()).isEqualTo(this.www.chain());
    }

    @Test
    void readsAStoreWithAnEmptyPassword() throws Exception {
        var openSsl = new OpenSsl(this.directory);
        openSsl.write("combined.pem", this.www.combinedPem());

        var content = openSsl.run("pkcs12 -export -in combined.pem -passout pass:");

        assertThat(key(content, "", null, null).key()).isEqualTo(this.www.privateKey());
    }

    @Test
    void refusesAKeyWithoutCertificate() throws Exception {
        var openSsl = new OpenSsl(this.directory);
        openSsl.write("key.pem", this.www.privateKeyPem());
        var content = openSsl.run("pkcs12 -export -nocerts -inkey key.pem -name www -passout pass:store");

        assertRefused(
                () -> key(content, "store", null, null),
                "there is no certificate for the private key 'www' in /etc/x.p12");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "secp256k1  | Java does not support the curve 1.3.132.0.10 (secp256k1) of the key in /etc/x.p12; use P-256, P-384 or P-521",
                "brainpoolP256t1 | cannot read the private key 'www' in /etc/x.p12; "
                        + "use RSA, EC (P-256, P-384 or P-521), Ed25519 or Ed448",
            })
    void refusesAKeyThatTheJdkCannotUse(String curve, String message) throws Exception {
        var openSsl = new OpenSsl(this.directory);
        openSsl.write("key.pem", openSsl.run("ecparam -genkey -noout -name " + curve));
        var content = openSsl.run("pkcs12 -export -nocerts -inkey key.pem -name www -passout pass:store");

        assertRefused(() -> key(content, "store", null, null), message);
    }

    @Test
    void refusesACertificateThatTheJdkCannotReadWithoutBlamingThePassword() throws Exception {
        var openSsl = new OpenSsl(this.directory);
        openSsl.write("key.pem", openSsl.run("ecparam -genkey -noout -name brainpoolP256t1"));
        openSsl.write("cert.pem", openSsl.run("req -x509 -new -key key.pem -subj /CN=x -days 1"));
        var content = openSsl.run("pkcs12 -export -inkey key.pem -in cert.pem -passout pass:store");

        assertRefused(
                () -> key(content, "store", null, null),
                "cannot read /etc/x.p12 as PKCS12 key store: Unknown named curve: 1.3.36.3.3.2.8.1.1.8");
        assertRefused(() -> key(content, "wrong", null, null), "wrong password for /etc/x.p12");
    }

    private byte[] twoKeys() throws Exception {
        return store("PKCS12", keyStore -> {
            add(keyStore, "www", this.www, "store");
            add(keyStore, "api", this.api, "store");
        });
    }

    private byte[] trustStore(String type) throws Exception {
        return store(type, keyStore -> {
            keyStore.setCertificateEntry("b", this.authority.certificate());
            keyStore.setCertificateEntry("a", this.root.certificate());
        });
    }

    private static KeyEntry key(
            byte[] content, @Nullable String password, @Nullable String alias, @Nullable String keyPassword)
            throws Exception {
        return KeyStoreReader.key(content, SOURCE, null, supplier(password), alias, supplier(keyPassword));
    }

    private static List<X509Certificate> trusted(byte[] content, @Nullable String password) throws Exception {
        return KeyStoreReader.trusted(content, SOURCE, null, supplier(password));
    }

    private static @Nullable Supplier<char[]> supplier(@Nullable String password) {
        return password == null ? null : password::toCharArray;
    }

    private static void assertRefused(ThrowingCallable call, String message) {
        assertThatExceptionOfType(ConfigurationException.class).isThrownBy(call).withMessage(message);
    }

    private static void add(KeyStore keyStore, String alias, TestCertificate leaf, String password) throws Exception {
        keyStore.setKeyEntry(
                alias, leaf.privateKey(), password.toCharArray(), leaf.chain().toArray(Certificate[]::new));
    }

    private static byte[] store(String type, Content content) throws Exception {
        var keyStore = KeyStore.getInstance(type);
        keyStore.load(null, null);
        content.fill(keyStore);
        var output = new ByteArrayOutputStream();
        keyStore.store(output, "store".toCharArray());
        return output.toByteArray();
    }

    @FunctionalInterface
    private interface Content {

        void fill(KeyStore keyStore) throws Exception;
    }
}
