package io.unifiedtls.pkcs11;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.unifiedtls.ConfigurationException;
import io.unifiedtls.MaterialSource;
import io.unifiedtls.fixtures.RandomChanges;
import io.unifiedtls.fixtures.Untrusted;
import io.unifiedtls.internal.material.TokenReader.Use;

class TokenUriTests {

    private static final int TRIES = 6_000;

    private static final String MODULE = "?module-path=/opt/module.so";

    @Test
    void readsWhatNamesAnObject() throws Exception {
        var uri = key("pkcs11:token=my%20token;object=w+w%3Bw;id=%01%ff;type=private"
                + "?module-path=/opt/module.so&pin-source=file:/etc/tls/pin");

        assertThat(uri.token()).contains("my token");
        assertThat(uri.object()).contains("w+w;w");
        assertThat(uri.id()).contains("\u0001\u00FF");
        assertThat(uri.slot()).isEmpty();
        assertThat(uri.modulePath()).contains(Path.of("/opt/module.so"));
        assertThat(uri.moduleName()).isEmpty();
        assertThat(uri.pinSource()).contains(Path.of("/etc/tls/pin"));
    }

    @Test
    void readsLabelsAsUtf8() throws Exception {
        assertThat(key("pkcs11:object=Schl%C3%BCssel" + MODULE).object()).contains("Schlüssel");
    }

    @Test
    void readsASlotAndTheNameOfAModule() throws Exception {
        var uri = key("pkcs11:slot-id=677255859;object=www?module-name=softhsm2");

        assertThat(uri.slot()).contains(677255859L);
        assertThat(uri.moduleName()).contains("softhsm2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/etc/pin", "file:/etc/pin", "file:///etc/pin"})
    void readsWhereThePinIs(String source) throws Exception {
        assertThat(key("pkcs11:object=www" + MODULE + "&pin-source=" + source).pinSource())
                .contains(Path.of("/etc/pin"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"%7Ccat /etc/pin", "etc/pin", "file://host/etc/pin", "file:etc/pin", "https://host/pin"})
    void refusesAPinThatIsInNoFile(String source) {
        assertRefused(
                "pkcs11:object=www" + MODULE + "&pin-source=" + source,
                "the pin-source of pkcs11:object=www" + MODULE + "&pin-source=" + source + " is not an absolute path");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pkcs11:object=www?pin-value=1234", "pkcs11:pin-value=1234;object=www" + MODULE})
    void refusesAPinAndKeepsItToItself(String text) {
        var id = (MaterialSource.Id) MaterialSource.id(text);

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> TokenUri.parse(id, Use.PRIVATE_KEY))
                .withMessage(
                        "a PIN in a PKCS#11 URI would appear in logs; supply it with fromIdWithPassword, or specify a file with pin-source");
        assertThat(id.toString()).doesNotContain("1234");
    }

    @Test
    void refusesWhatIsNoPkcs11Uri() {
        assertRefused(
                "www",
                "id www is not a PKCS#11 URI; use pkcs11:object=www?module-path=/usr/lib/softhsm/libsofthsm2.so, or use a file or a key store");
    }

    @ParameterizedTest
    @CsvSource({
        "pkcs11:object=www;serial=1?module-path=/m, serial",
        "pkcs11:object=www;module-path=/m, module-path",
        "pkcs11:?object=www&module-path=/m, object"
    })
    void refusesWhatItCannotHonour(String text, String attribute) {
        assertRefused(
                text,
                "'" + attribute
                        + "' is not supported in a PKCS#11 URI; use object, id, token, type and slot-id, then after a question mark module-path or module-name, and pin-source");
    }

    @Test
    void refusesWhatContradictsItself() {
        assertRefused("pkcs11:object=a;object=b" + MODULE, "a PKCS#11 URI sets 'object' twice");
        assertRefused(
                "pkcs11:object=a;slot-id=1;token=b" + MODULE,
                "pkcs11:object=a;slot-id=1;token=b" + MODULE + " has both token and slot-id; keep one");
        assertRefused(
                "pkcs11:object=a;type=cert" + MODULE,
                "pkcs11:object=a;type=cert" + MODULE + " is used as a private key; set type=private or remove it");
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> TokenUri.parse(
                        (MaterialSource.Id) MaterialSource.id("pkcs11:object=a;type=private" + MODULE),
                        Use.CERTIFICATE))
                .withMessage("pkcs11:object=a;type=private" + MODULE
                        + " is used as a certificate; set type=cert or remove it");
    }

    @Test
    void refusesWhatIsMalformed() {
        assertRefused("pkcs11:object=%4" + MODULE, "the 'object' of a PKCS#11 URI is malformed; write a byte as %41");
        assertRefused(
                "pkcs11:object" + MODULE,
                "a part of a PKCS#11 URI has no value; write object=www;type=cert?module-path=…");
        assertRefused(
                "pkcs11:object=a;slot-id=x" + MODULE,
                "pkcs11:object=a;slot-id=x" + MODULE + " has a slot-id that is not a number");
        assertRefused(
                "pkcs11:object=a?module-path=module.so",
                "the module-path of pkcs11:object=a?module-path=module.so is not an absolute path");
    }

    @Test
    void refusesWhatNamesTooLittle() {
        assertRefused(
                "pkcs11:token=web" + MODULE,
                "pkcs11:token=web" + MODULE + " does not specify an object; add object= and its label");
        assertRefused(
                "pkcs11:object=www",
                "pkcs11:object=www must specify a PKCS#11 module; add ?module-path=/usr/lib/softhsm/libsofthsm2.so, or that of your token");
    }

    @ParameterizedTest
    @EnumSource
    void parsesOrRefusesAChangedUri(Use use) throws Exception {
        var valid =
                "pkcs11:token=web%20server;object=www;id=%01%ff?module-path=/usr/lib/p11.so&pin-source=file:/run/pin";
        var changes = new RandomChanges(valid.getBytes(StandardCharsets.US_ASCII));

        for (int i = 0; i < TRIES; i++) {
            var text = new String(changes.next(), StandardCharsets.ISO_8859_1);
            if (!text.isBlank()) {
                Untrusted.open()
                        .readOrRefuse(
                                ConfigurationException.class, () -> TokenUri.parse(new MaterialSource.Id(text), use));
            }
        }
    }

    private static TokenUri key(String text) throws ConfigurationException {
        return TokenUri.parse((MaterialSource.Id) MaterialSource.id(text), Use.PRIVATE_KEY);
    }

    private static void assertRefused(String text, String message) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> key(text))
                .withMessage(message);
    }
}
