package io.unifiedtls.internal.material;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.unifiedtls.ConfigurationException;
import io.unifiedtls.MaterialSource;
import io.unifiedtls.internal.material.TokenReader.Use;

class MaterialIdsTests {

    @ParameterizedTest
    @ValueSource(strings = {"www", "my key", "C:www", "alias:www", "alias:web:www"})
    void isAnAlias(String id) {
        assertThatNoException().isThrownBy(() -> MaterialIds.check(id(id), Use.CERTIFICATE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"web:www", "https://example.com", "file:/etc/www.pem"})
    void isRefusedWithAnotherScheme(String id) {
        assertRefused(
                id,
                "id %s is neither a PKCS#11 URI nor an alias; write pkcs11:object=www?module-path=/usr/lib/softhsm/libsofthsm2.so, or alias: and the alias, or use a file or a key store"
                        .formatted(id));
    }

    @ParameterizedTest
    @ValueSource(strings = {"alias:", "alias: "})
    void isRefusedWithoutAnAlias(String id) {
        assertRefused(id, "the id is empty; use a PKCS#11 URI or the alias of a key store entry");
    }

    @ParameterizedTest
    @CsvSource({
        "pkcs11:object=a, pkcs11:object=b, true",
        "www,             alias:api,       true",
        "pkcs11:object=a, www,             false",
        "www,             pkcs11:object=a, false",
    })
    void isTogetherInTokensOrInTheKeyStoreOfThePlatform(String one, String other, boolean expected) {
        assertThat(MaterialIds.areTogether(id(one), id(other))).isEqualTo(expected);
    }

    /** The module that reads tokens is not among the dependencies of these tests. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "pkcs11:object=www?module-path=/usr/lib/softhsm/libsofthsm2.so",
                "pkcs11:object=www?module-path=/usr/lib/softhsm/libsofthsm2.so&pin-value=1234",
                "pkcs11:pin-value=1234;object=www",
                "pkcs11:",
            })
    void isRefusedWithoutTheModuleForTokensAndNotShown(String id) {
        var message =
                "keys and certificates in PKCS#11 tokens require the module unified-tls-pkcs11; add it to the class path";

        assertRefused(() -> MaterialIds.check(id(id), Use.PRIVATE_KEY), message);
        assertRefused(() -> MaterialIds.check(id(id), Use.CERTIFICATE), message);
        assertRefused(() -> MaterialIds.privateKey(id(id), "1234"::toCharArray), message);
        assertRefused(() -> MaterialIds.chain(id(id), "1234"::toCharArray), message);
        assertRefused(() -> MaterialIds.trusted(id(id)), message);
    }

    private static void assertRefused(String id, String message) {
        assertRefused(() -> MaterialIds.check(id(id), Use.CERTIFICATE), message);
    }

    private static void assertRefused(ThrowingCallable reading, String message) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(reading)
                .withMessage(message)
                .withNoCause();
    }

    private static MaterialSource.Id id(String id) {
        return (MaterialSource.Id) MaterialSource.id(id);
    }
}
