package io.unifiedtls.boringssl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.security.Security;
import java.util.List;
import java.util.Properties;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.unifiedtls.CipherSuite;
import io.unifiedtls.ConfigurationException;
import io.unifiedtls.NamedGroup;
import io.unifiedtls.TlsClientConfiguration;
import io.unifiedtls.TlsImplementation;
import io.unifiedtls.TlsServerConfiguration;
import io.unifiedtls.TlsVersion;
import io.unifiedtls.test.Handshakes;
import io.unifiedtls.test.junit.TestIdentities;

/** The properties of the JVM that configure the JDK's TLS library. */
@Isolated
class JdkPropertyTests {

    private static final String DISABLED = "jdk.tls.disabledAlgorithms";

    /** The default of JDK 25; that of JDK 17 is a part of it. */
    private static final String OF_JDK_25 = "SSLv3, TLSv1, TLSv1.1, DTLSv1.0, RC4, DES, MD5withRSA, DH keySize < 1024,"
            + " EC keySize < 224, 3DES_EDE_CBC, anon, NULL, ECDH, TLS_RSA_*, rsa_pkcs1_sha1 usage HandshakeSignature,"
            + " ecdsa_sha1 usage HandshakeSignature, dsa_sha1 usage HandshakeSignature";

    private static final TlsServerConfiguration SERVER = TlsServerConfiguration.builder()
            .certificateChains(List.of(TestIdentities.chain(Fixture.LOCALHOST)))
            .build();

    private static final TlsClientConfiguration CLIENT =
            TlsClientConfiguration.builder().build();

    private final Properties before = (Properties) System.getProperties().clone();

    private final String disabled = Security.getProperty(DISABLED);

    private final String keyLimits = Security.getProperty("jdk.tls.keyLimits");

    @AfterEach
    void restore() {
        System.setProperties(this.before);
        Security.setProperty(DISABLED, this.disabled);
        Security.setProperty("jdk.tls.keyLimits", this.keyLimits);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TLSv1.2",
                "TLSv1.3",
                "TLS_AES_128_GCM_SHA256",
                "TLS_AES_*",
                "TLS_ECDHE_*",
                "x25519",
                "secp256r1",
                "AES_128_GCM",
                "ECDHE",
                "RSA keySize < 3072",
                "EC keySize < 384",
                "EC keySize <= 256",
                "RSA keySize == 2048",
                "SHA256withRSA",
                "SHA1",
                "rsa_pss_rsae_sha256",
                "anything else"
            })
    void anAlgorithmThatIsDisabledIsRefused(String entry) throws Exception {
        Security.setProperty(DISABLED, OF_JDK_25 + ",  " + entry);
        var message =
                "the security property jdk.tls.disabledAlgorithms contains '%s', which TLS implementation boringssl does not support; use jsse, or remove it"
                        .formatted(entry);

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> Fixture.IMPLEMENTATION.validate(SERVER))
                .withMessage(message);
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> Fixture.IMPLEMENTATION.validate(CLIENT))
                .withMessage(message);
        assertThat(TlsImplementation.choose(SERVER).summary()).startsWith("jsse (boringssl skipped: " + message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "RSA keySize < 2048",
                "EC keySize < 256",
                "DH",
                "DH keySize < 2048",
                "DSA",
                "MD5",
                "ecdsa_sha1",
                "SHA1withRSA",
                "TLS_RSA_WITH_AES_128_CBC_SHA",
                "TLS_DHE_*",
                "include jdk.nothing",
                "tlsv1.1"
            })
    void anAlgorithmThatIsNeverOfferedMayBeDisabled(String entry) {
        Security.setProperty(DISABLED, OF_JDK_25 + ", " + entry);

        assertThatNoException().isThrownBy(() -> {
            Fixture.IMPLEMENTATION.validate(SERVER);
            Fixture.IMPLEMENTATION.validate(CLIENT);
        });
    }

    @Test
    void anIncludedPropertyCounts() {
        Security.setProperty("jdk.test.namedCurves", "secp112r1, secp256r1");
        Security.setProperty(DISABLED, "SSLv3, include jdk.test.namedCurves");

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> Fixture.IMPLEMENTATION.validate(SERVER))
                .withMessageContaining("contains 'secp112r1'");
    }

    @Test
    void aVersionThatIsNotUsedMayBeDisabled() {
        Security.setProperty(DISABLED, OF_JDK_25 + ", TLSv1.2");

        assertThatNoException()
                .isThrownBy(() -> Fixture.IMPLEMENTATION.validate(SERVER.toBuilder()
                        .lowestSupportedVersion(TlsVersion.TLSv1_3)
                        .build()));
    }

    @ParameterizedTest
    @CsvSource({
        "jdk.tls.namedGroups, secp256r1, both",
        "jdk.tls.maxCertificateChainLength, 5, both",
        "jdk.tls.maxHandshakeMessageSize, 65536, both",
        "jdk.tls.useExtendedMasterSecret, false, both",
        "jdk.tls.allowLegacyMasterSecret, false, both",
        "jdk.tls.allowLegacyResumption, false, both",
        "sun.security.ssl.allowLegacyHelloMessages, false, both",
        "javax.net.ssl.sessionCacheSize, 1, both",
        "jdk.tls.server.SignatureSchemes, ecdsa_secp256r1_sha256, server",
        "jdk.tls.server.disableExtensions, session_ticket, server",
        "jdk.tls.server.enableSessionTicketExtension, false, server",
        "jdk.tls.server.enableStatusRequestExtension, true, server",
        "jdk.tls.server.maxInboundCertificateChainLength, 3, server",
        "jdk.tls.server.newSessionTicketCount, 0, server",
        "jdk.tls.server.sessionTicketTimeout, 60, server",
        "jdk.tls.client.SignatureSchemes, ecdsa_secp256r1_sha256, client",
        "jdk.tls.client.disableExtensions, session_ticket, client",
        "jdk.tls.client.enableSessionTicketExtension, false, client",
        "jdk.tls.client.enableCAExtension, true, client",
        "jsse.enableSNIExtension, false, client"
    })
    void aPropertyThatIsNotHonouredIsRefused(String property, String value, String side) throws Exception {
        System.setProperty(property, value);
        var message =
                "the system property %s contains '%s', which TLS implementation boringssl does not support; use jsse, or remove it"
                        .formatted(property, value);

        if (side.equals("client")) {
            assertThatNoException().isThrownBy(() -> Fixture.IMPLEMENTATION.validate(SERVER));
        } else {
            assertThatExceptionOfType(ConfigurationException.class)
                    .isThrownBy(() -> Fixture.IMPLEMENTATION.validate(SERVER))
                    .withMessage(message);
            assertThat(TlsImplementation.best(SERVER).name()).isEqualTo("jsse");
        }
        if (side.equals("server")) {
            assertThatNoException().isThrownBy(() -> Fixture.IMPLEMENTATION.validate(CLIENT));
        } else {
            assertThatExceptionOfType(ConfigurationException.class)
                    .isThrownBy(() -> Fixture.IMPLEMENTATION.validate(CLIENT))
                    .withMessage(message);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "jdk.tls.server.enableSessionTicketExtension, true",
        "jdk.tls.maxHandshakeMessageSize, 32768",
        "jdk.tls.namedGroups, ''"
    })
    void theDefaultMayBeSet(String property, String value) {
        System.setProperty(property, value);

        assertThatNoException().isThrownBy(() -> Fixture.IMPLEMENTATION.validate(SERVER));
    }

    @Test
    void groupsOfTheConfigurationCount() {
        System.setProperty("jdk.tls.namedGroups", "secp384r1");

        assertThatNoException()
                .isThrownBy(() -> Fixture.IMPLEMENTATION.validate(
                        SERVER.toBuilder().groups(List.of(NamedGroup.X25519)).build()));
    }

    @Test
    void limitsOfKeysAreRefused() {
        Security.setProperty("jdk.tls.keyLimits", "AES/GCM/NoPadding KeyUpdate 2^20");

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> Fixture.IMPLEMENTATION.validate(SERVER))
                .withMessageStartingWith(
                        "the security property jdk.tls.keyLimits contains 'AES/GCM/NoPadding KeyUpdate 2^20'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"boringssl", "jsse"})
    void versionsAndCipherSuitesAreTheDefaultOfAll(String name) throws Exception {
        var implementation = TlsImplementation.named(name);
        System.setProperty("jdk.tls.server.protocols", "TLSv1.2,TLSv1.1");
        System.setProperty(
                "jdk.tls.server.cipherSuites",
                "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384, TLS_EMPTY_RENEGOTIATION_INFO_SCSV");
        var client = Fixture.client().createEngine("localhost", 443);

        Handshakes.complete(client, implementation.serverContext(SERVER).createEngine());

        assertThat(client.getSession().getProtocol()).isEqualTo("TLSv1.2");
        assertThat(client.getSession().getCipherSuite()).isEqualTo("TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384");
        var own = SERVER.toBuilder()
                .highestSupportedVersion(TlsVersion.TLSv1_3)
                .ciphers(List.of(CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256))
                .build();
        var other = Fixture.client().createEngine("localhost", 443);
        Handshakes.complete(other, implementation.serverContext(own).createEngine());
        assertThat(other.getSession().getProtocol()).isEqualTo("TLSv1.3");
    }

    @Test
    void versionsThatNobodySupportsAreRefused() {
        System.setProperty("jdk.tls.client.protocols", "TLSv1.1");

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> TlsImplementation.named("jsse").validate(CLIENT))
                .withMessage(
                        "the system property jdk.tls.client.protocols is [TLSv1.1], which includes neither TLSv1.2 nor TLSv1.3; remove it, or configure the versions");
    }
}
