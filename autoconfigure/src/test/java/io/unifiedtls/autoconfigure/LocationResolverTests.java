package io.unifiedtls.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.DefaultResourceLoader;

import io.unifiedtls.MaterialSource;
import io.unifiedtls.autoconfigure.diagnostics.TlsConfigurationException;

class LocationResolverTests {

    private static final String PROPERTY = "tls.servers.web.certificate-chains[0].private-key";

    private static final LocationResolver LOCATIONS = new LocationResolver(new DefaultResourceLoader());

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a#b", "a?b", "a b", "a%20b", "a%b", "a+b", "a&b", "a;b", "a[1]", "a{b}", "a=b", "~a", "a,b", "a'b"
            })
    void aPathMeansTheFileOfExactlyThatName(String name) throws IOException {
        var file = Files.writeString(this.directory.resolve(name + ".pem"), "x");

        assertThat(LOCATIONS.path(PROPERTY, "file:" + file)).isEqualTo(file);
        assertThat(LOCATIONS.path(PROPERTY, "file://" + file)).isEqualTo(file);
        assertThat(LOCATIONS.path(PROPERTY, "file://localhost" + file)).isEqualTo(file);
        assertThat(LOCATIONS.path(PROPERTY, file.toString())).isEqualTo(file);
    }

    @Test
    void aUrlIsDecodedIfThereIsNoFileOfThatName() throws IOException {
        var decoded = Files.writeString(this.directory.resolve("a b+c.pem"), "x");
        var location = "file:%s/a%%20b+c.pem".formatted(this.directory);

        assertThat(LOCATIONS.path(PROPERTY, location)).isEqualTo(decoded);

        var exact = Files.writeString(this.directory.resolve("a%20b+c.pem"), "x");

        assertThat(LOCATIONS.path(PROPERTY, location)).isEqualTo(exact);
        assertThat(LOCATIONS.path(PROPERTY, "file:%s/c%%20d.pem".formatted(this.directory)))
                .isEqualTo(this.directory.resolve("c%20d.pem"));
    }

    @Test
    void readsWhatIsBehindBase64() {
        var content = "\u00ff\u00fe\u00fd -----BEGIN X-----".getBytes(StandardCharsets.ISO_8859_1);

        for (var encoder :
                new Base64.Encoder[] {Base64.getEncoder(), Base64.getUrlEncoder(), Base64.getMimeEncoder()}) {
            assertThat(LOCATIONS.source(PROPERTY, "base64:" + encoder.encodeToString(content)))
                    .isEqualTo(MaterialSource.buffer(content));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "!", "A", "=", "AAAA=AAAA"})
    void refusesWhatIsNotBase64(String text) {
        assertThatExceptionOfType(TlsConfigurationException.class)
                .isThrownBy(() -> LOCATIONS.source(PROPERTY, "base64:" + text))
                .withMessage("%s: the value after base64: is not valid Base64", PROPERTY);
    }

    @Test
    void doesNotShowThePasswordOfAUrl() {
        assertThatExceptionOfType(TlsConfigurationException.class)
                .isThrownBy(() -> LOCATIONS.source(PROPERTY, "https://me:secret@example.com/www.pem"))
                .withMessage(
                        "%s: 'https://…@example.com/www.pem' is not supported; use file:, classpath: or base64:",
                        PROPERTY);
    }

    @Test
    void showsNoMoreThanEightyCharacters() {
        var location = "vault:" + "a.b/".repeat(50);

        assertThat(LocationFormat.printable(location)).isEqualTo(location.substring(0, 80) + "…");
    }
}
