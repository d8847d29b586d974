package io.unifiedtls.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Stream;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.io.DefaultResourceLoader;

import io.unifiedtls.MaterialSource;
import io.unifiedtls.TlsPrivateKey;
import io.unifiedtls.autoconfigure.diagnostics.TlsConfigurationException;
import io.unifiedtls.fixtures.Untrusted;
import io.unifiedtls.test.TestAuthority;
import io.unifiedtls.test.TestCertificate;

/** What reads locations of certificates and keys, and those given as PEM text; no error shows any part of a key. */
@Timeout(20)
class LocationFormatFuzzTests {

    private static final String PROPERTY = "tls.servers.web.certificate-chains[0].private-key";

    private static final TestCertificate LEAF = TestAuthority.create("Root").server("www.example.com");

    private static final Untrusted INPUT = Untrusted.secret(LEAF.privateKey().getEncoded());

    private static final LocationResolver LOCATIONS = new LocationResolver(new DefaultResourceLoader());

    static Stream<byte[]> locations() {
        var pem = new String(LEAF.privateKeyPem(), StandardCharsets.US_ASCII);
        return Stream.of(
                        "file:/etc/tls/www.key",
                        "classpath:www.key",
                        "C:\\tls\\www.key",
                        "https://example.com/www.key",
                        "${KEY}",
                        " www.key",
                        pem,
                        pem.replaceAll("-----[^-]*-----", ""))
                .map(location -> location.getBytes(StandardCharsets.UTF_8));
    }

    @MethodSource("locations")
    @FuzzTest
    void readsLocations(byte[] bytes) throws Exception {
        var location = new String(bytes, StandardCharsets.UTF_8);
        if (location.length() > 2_000) {
            return;
        }
        INPUT.readOrRefuse(TlsConfigurationException.class, () -> {
            var source = LOCATIONS.source(PROPERTY, location);
            assertThat(source instanceof MaterialSource.Buffer || source instanceof MaterialSource.File)
                    .isTrue();
            assertThat(new TlsPrivateKey(source, Optional.empty()).source()).isEqualTo(source);
        });
        assertThat(LocationFormat.printable(location)).isNotNull();
    }
}
