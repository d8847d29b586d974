package io.unifiedtls.internal.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.unifiedtls.ConfigurationException;
import io.unifiedtls.internal.material.MaterialReader;

class SecretTextTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/etc/letsencrypt/live/www.example.com/privkey.pem",
                "file:/etc/tls/private-key.pem",
                "file:/var/run/secrets/kubernetes.io/serviceaccount/ca.crt",
                "C:\\Program Files\\My Company\\tls\\www.p12",
                "target/tls/a#b%20c d.pem",
                "classpath:tls/my-company-internal-root-ca-2024.pem",
                "/home/jenkins/workspace/shop_main/Root CA (2024).cer",
                "https://example.com/www.pem",
                "pkcs11:object=www;token=My%20Token?module-path=/usr/lib/softhsm/libsofthsm2.so",
                "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
                "TLSv1.3",
                "www.example.com",
                "${KEY_FILE}",
                "",
            })
    void showsWhatIsNoKey(String text) {
        assertThat(SecretText.shown(text)).isEqualTo(text);
    }

    @Test
    void hidesEverythingRandomThatIsLongEnoughToBeAKey() {
        var random = new Random(1);
        for (var i = 0; i < 2_000; i++) {
            var bytes = new byte[24 + random.nextInt(40)];
            random.nextBytes(bytes);

            assertThat(SecretText.mayBeIn(Base64.getEncoder().encodeToString(bytes)))
                    .isTrue();
            assertThat(SecretText.mayBeIn("/" + Base64.getUrlEncoder().encodeToString(bytes) + ".pem"))
                    .isTrue();
            assertThat(SecretText.mayBeIn("x:" + HexFormat.ofDelimiter(":").formatHex(bytes)))
                    .isTrue();
        }
    }

    @Test
    void cutsWhatIsLong() {
        assertThat(SecretText.shown("a.".repeat(50))).isEqualTo("a.".repeat(40) + "…");
        assertThat(SecretText.whole("a.".repeat(50))).isEqualTo("a.".repeat(50));
    }

    @Test
    void showsAPathBelowADirectoryThatExists(@TempDir Path directory) throws Exception {
        var deep =
                Files.createDirectories(directory.resolve("certificates/of/the/production/system/in/the/first/region"));

        assertThat(SecretText.shown(deep.resolve("missing"))).isEqualTo(deep + "/missing");
        assertThat(SecretText.shown(deep.resolve("a".repeat(50)))).endsWith(" characters that may be a key)");
        assertThat(SecretText.mayBeIn(directory + "/certificates/of/the/production/sistem/in/the/first/region"))
                .isFalse();
        assertThat(SecretText.mayBeIn("/no-such/certificates/of/the/production/sistem/in/the/first/region"))
                .isTrue();
    }

    @Test
    void noMessageShowsAKeyThatWasTakenForAFile() {
        var bytes = new byte[600];
        new Random(1).nextBytes(bytes);
        var key = Base64.getEncoder().encodeToString(bytes);

        for (var path : new Path[] {Path.of(key.substring(0, 44)), Path.of(key), Path.of("/", key)}) {
            assertThatExceptionOfType(ConfigurationException.class)
                    .isThrownBy(() -> MaterialReader.read(path))
                    .withNoCause()
                    .satisfies(exception -> assertThat(exception.getMessage())
                            .contains(" characters that may be a key)")
                            .doesNotContain(key.substring(0, 16), key.substring(20, 36)));
        }
    }
}
