package io.unifiedtls;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;

class PeerKeysTests {

    @Test
    void areThoseOfThePublicAuthoritiesWithTheSystemsTrust() {
        assertThat(PeerKeys.isPublic(TrustStore.system(), Map.of())).isTrue();
        assertThat(PeerKeys.isPublic(TrustStore.system(), Map.of("SSL_CERT_FILE", "")))
                .isTrue();
        assertThat(PeerKeys.isPublic(
                        TrustStore.system(),
                        Map.of(
                                "SSL_CERT_FILE",
                                "/etc/ssl/certs/ca-certificates.crt",
                                "SSL_CERT_DIR",
                                "/etc/ssl/certs")))
                .isTrue();
        assertThat(PeerKeys.isPublic(
                        TrustStore.system().withRevocationLists(RevocationLists.fromFile(Path.of("ca.crl"))), Map.of()))
                .isTrue();
    }

    @Test
    void areAnyWithAuthoritiesOfTheUser() {
        assertThat(PeerKeys.isPublic(TrustStore.system(), Map.of("SSL_CERT_FILE", "ca.pem")))
                .isFalse();
        assertThat(PeerKeys.isPublic(TrustStore.system(), Map.of("SSL_CERT_DIR", "/etc/ca")))
                .isFalse();
        assertThat(PeerKeys.isPublic(TrustStore.system().withoutStrictProfile(), Map.of()))
                .isFalse();
        assertThat(PeerKeys.isPublic(TrustStore.jdk(), Map.of())).isFalse();
        assertThat(PeerKeys.isPublic(TrustStore.fromFile(Path.of("ca.pem")), Map.of()))
                .isFalse();
    }
}
