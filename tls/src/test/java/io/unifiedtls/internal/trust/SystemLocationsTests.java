package io.unifiedtls.internal.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.unifiedtls.TrustStore;

class SystemLocationsTests {

    private static final Path DEBIAN = Path.of("/etc/ssl/certs/ca-certificates.crt");

    @Test
    void areTheBundlesOfTheDistributions() {
        assertThat(SystemTrust.locations(Map.of("SSL_CERT_FILE", ""), "Linux"))
                .startsWith(DEBIAN)
                .contains(Path.of("/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem"));
        assertThat(TrustStore.systemLocations()).contains(DEBIAN);
    }

    @Test
    void beginWithWhatTheEnvironmentNames() {
        assertThat(SystemTrust.locations(Map.of("SSL_CERT_DIR", "/opt/certs", "SSL_CERT_FILE", "/opt/ca.pem"), "Linux"))
                .startsWith(Path.of("/opt/ca.pem"), Path.of("/opt/certs"), DEBIAN);
    }

    @Test
    void areNoneWhereCertificatesAreInKeyStores() {
        assertThat(SystemTrust.locations(Map.of("SSL_CERT_FILE", "/opt/ca.pem"), "Windows 11"))
                .isEmpty();
        assertThat(SystemTrust.locations(Map.of(), "Mac OS X")).isEmpty();
    }
}
