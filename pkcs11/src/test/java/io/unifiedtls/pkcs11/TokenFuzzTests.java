package io.unifiedtls.pkcs11;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.provider.MethodSource;

import io.unifiedtls.ConfigurationException;
import io.unifiedtls.MaterialSource;
import io.unifiedtls.fixtures.Untrusted;
import io.unifiedtls.internal.material.TokenReader.Use;

/** What reads the names of objects in tokens, and files of PINs, given what anybody may have written. */
@Timeout(20)
class TokenFuzzTests {

    private static final String PIN = "Zq7vK2Rw9xTb";

    private static final Untrusted INPUT = Untrusted.open();

    private static Path pinFile;

    @BeforeAll
    static void createFile() throws IOException {
        pinFile = Files.createTempFile("pin", "");
    }

    @AfterAll
    static void deleteFile() throws IOException {
        Files.delete(pinFile);
    }

    static Stream<byte[]> uris() {
        return Stream.of(
                        "pkcs11:token=web%20server;object=www;id=%01%ff?module-path=/usr/lib/p11.so&pin-source=file:/run/pin",
                        "pkcs11:object=a+b;type=cert;slot-id=18446744073709551615?module-name=softhsm2",
                        "pkcs11:object=%C3%A9?pin-source=%7Ccat&module-path=///p11.so")
                .map(uri -> uri.getBytes(StandardCharsets.US_ASCII));
    }

    @MethodSource("uris")
    @FuzzTest
    void readsUris(byte[] content) throws Exception {
        var uri = new String(content, StandardCharsets.UTF_8);
        if (uri.length() > 1_000) {
            return;
        }
        for (var use : Use.values()) {
            INPUT.readOrRefuse(() -> {
                var parsed = TokenUri.parse(new MaterialSource.Id(uri), use);
                assertThat(parsed.object().isPresent() || parsed.id().isPresent())
                        .isTrue();
                assertThat(parsed.modulePath().isPresent())
                        .isNotEqualTo(parsed.moduleName().isPresent());
                assertThat(parsed.modulePath().map(Path::isAbsolute).orElse(true))
                        .isTrue();
                assertThat(parsed.pinSource().map(Path::isAbsolute).orElse(true))
                        .isTrue();
            });
        }
    }

    @MethodSource("uris")
    @FuzzTest
    void neverShowsAPinInAUri(byte[] content) {
        var text = new String(content, StandardCharsets.UTF_8);
        for (var separator : new String[] {"", "?", "&", ";"}) {
            var id = new MaterialSource.Id(text + separator + "pin-value=" + PIN);

            assertThat(id.toString()).doesNotContain(PIN);
            try {
                assertThat(TokenUri.parse(id, Use.PRIVATE_KEY).toString()).doesNotContain(PIN);
            } catch (ConfigurationException refused) {
                assertThat(refused).hasMessageNotContaining(PIN);
            }
        }
    }

    static Stream<byte[]> pins() {
        return Stream.of("1234", "1234\r\n", "\n", "p\u00E4ss").map(pin -> pin.getBytes(StandardCharsets.UTF_8));
    }

    @MethodSource("pins")
    @FuzzTest
    void readsPinFiles(byte[] content) throws Exception {
        Files.write(pinFile, content);
        INPUT.readOrRefuse(() -> {
            var pin = PinFile.read(pinFile);
            assertThat(pin).isNotEmpty();
            assertThat(pin[pin.length - 1]).isNotIn('\r', '\n');
        });
    }
}
