package io.unifiedtls.internal.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.unifiedtls.TrustStore;

class SystemLocationsTests {

    private static final Path DEBIAN = Path.of("/etc/ssl/certs/ca-certificates.crt");

    @Test
    void areTheBundlesOfTheDistributions() {
        assertThat(locations(Map.of("SSL_CERT_FILE", "", "SSL_CERT_DIR", ""), "Linux"))
                .startsWith(DEBIAN)
                .contains(Path.of("/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem"));
        assertThat(TrustStore.systemLocations()).isEqualTo(SystemTrust.current().locations());
    }

    @Test
    void areOnlyWhatTheEnvironmentNames() {
        var directories = String.join(File.pathSeparator, "/opt/a", "", "/opt/b");

        assertThat(locations(Map.of("SSL_CERT_DIR", directories, "SSL_CERT_FILE", "/opt/ca.pem"), "Linux"))
                .containsExactly(Path.of("/opt/ca.pem"), Path.of("/opt/a"), Path.of("/opt/b"));
        assertThat(locations(Map.of("SSL_CERT_DIR", "/opt/a"), "Linux")).containsExactly(Path.of("/opt/a"));
        assertThat(locations(Map.of("SSL_CERT_DIR", File.pathSeparator), "Linux"))
                .isEmpty();
    }

    @Test
    void areNoneWhereCertificatesAreInKeyStores() {
        assertThat(locations(Map.of("SSL_CERT_FILE", "/opt/ca.pem"), "Windows 11"))
                .isEmpty();
        assertThat(locations(Map.of(), "Mac OS X")).isEmpty();
    }

    private static List<Path> locations(Map<String, String> environment, String system) {
        return new SystemTrust(environment, system, SystemTrust.current().bundles()).locations();
    }
}
