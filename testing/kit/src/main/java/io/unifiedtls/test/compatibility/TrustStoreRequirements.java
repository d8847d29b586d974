package io.unifiedtls.test.compatibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.unifiedtls.CertificateVerificationException;
import io.unifiedtls.ConfigurationException;
import io.unifiedtls.HandshakeFailure;
import io.unifiedtls.TlsClientConfiguration;
import io.unifiedtls.TlsFeature;
import io.unifiedtls.TrustStore;

/** PEP 748, "Trust Store". */
abstract class TrustStoreRequirements extends Requirements {

    @TempDir
    Path directory;

    @Test
    void p120p121p125AreOfTheSystemWhereNoneIsSaid() throws Exception {
        assertThat(TrustStore.system()).isEqualTo(TrustStore.system());
        for (var configuration : new TlsClientConfiguration[] {
            TlsClientConfiguration.builder().build(),
            TlsClientConfiguration.builder().trustStore(TrustStore.system()).build()
        }) {
            var client = implementation().clientContext(configuration);

            assertThatExceptionOfType(CertificateVerificationException.class)
                    .isThrownBy(() -> peers().connected(client, peers().server()))
                    .satisfies(refusal ->
                            assertThat(refusal.failure()).isEqualTo(HandshakeFailure.CERTIFICATE_UNKNOWN_CA));
        }
    }

    @Test
    void p11p122AreAnyNumberOfCertificatesInABuffer() throws Exception {
        assertThatTrusts(TrustStore.fromBuffer(bundle()));
        assertThatTrusts(TrustStore.fromBuffer(Peers.AUTHORITY.certificate().getEncoded()));
    }

    @Test
    void p11p123AreAnyNumberOfCertificatesInAFile() throws Exception {
        assertThatTrusts(TrustStore.fromFile(Files.write(this.directory.resolve("bundle.pem"), bundle())));
        assertThatTrusts(TrustStore.fromDirectory(this.directory));
    }

    @Test
    void p124p126AreKnownByAnIdOrRefused() throws Exception {
        var trustStore = TrustStore.fromId(Peers.ID);
        var configuration =
                TlsClientConfiguration.builder().trustStore(trustStore).build();
        if (has(TlsFeature.MATERIAL_IDS)) {
            implementation().validate(configuration);
        } else {
            assertThatExceptionOfType(ConfigurationException.class)
                    .isThrownBy(() -> implementation().validate(configuration))
                    .satisfies(error -> assertThat(error.setting()).contains(trustStore));
        }
    }

    private void assertThatTrusts(TrustStore trustStore) throws Exception {
        var client = peers().client(settings -> settings.trustStore(trustStore));

        assertThat(peers().connected(client, peers().server()).client().peerCertificate())
                .isPresent();
    }

    private static byte[] bundle() {
        var bundle = new ByteArrayOutputStream();
        bundle.writeBytes(Peers.OTHER.certificatePem());
        bundle.writeBytes(Peers.AUTHORITY.certificatePem());
        return bundle.toByteArray();
    }

    @Test
    void areToldByContexts() throws Exception {
        var trusted = Peers.AUTHORITY.certificate().getEncoded();

        assertThat(peers().client().trustedAuthorities()).containsExactly(trusted);
        assertThat(peers().serverThatAsks().reloadable().trustedAuthorities()).containsExactly(trusted);
        assertThat(peers().server().trustedAuthorities()).isEmpty();
        assertThat(peers().client(settings -> settings.trustStore(TrustStore.system()))
                        .reloadable()
                        .trustedAuthorities())
                .hasSizeGreaterThan(10);
    }
}
