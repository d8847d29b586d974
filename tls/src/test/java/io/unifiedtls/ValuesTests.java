package io.unifiedtls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTests {

    private static final Path PATH = Path.of("/etc/tls/server.pem");

    @Test
    void cipherSuitesAreEqualByCode() {
        assertThat(CipherSuite.of(0x1301))
                .isEqualTo(CipherSuite.TLS_AES_128_GCM_SHA256)
                .hasSameHashCodeAs(CipherSuite.TLS_AES_128_GCM_SHA256)
                .isNotEqualTo(CipherSuite.of(0x1302))
                .hasToString("TLS_AES_128_GCM_SHA256");
    }

    @Test
    void cipherSuitesHaveTheNamesOfTheRegistryOrTheirCode() {
        assertThat(CipherSuite.of(0xC02F).name()).isEqualTo("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256");
        assertThat(CipherSuite.of(0xFAFA).name()).isEqualTo("0xFAFA");
        assertThat(CipherSuite.of(0).code()).isZero();
        assertThat(CipherSuite.named("TLS_AES_256_GCM_SHA384")).contains(CipherSuite.TLS_AES_256_GCM_SHA384);
        assertThat(CipherSuite.named("TLS_NOTHING")).isEmpty();
        assertThat(CipherSuite.of(0x1305).isTls13()).isTrue();
        assertThat(CipherSuite.of(0xC02F).isTls13()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0x10000})
    void cipherSuitesHave16Bits(int code) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CipherSuite.of(code))
                .withMessage("a cipher suite has a 16-bit code, not %#x", code);
    }

    @Test
    void defaultCipherSuitesHaveForwardSecrecyAndAuthenticatedEncryption() {
        assertThat(CipherSuite.DEFAULT_TLS_1_3).allMatch(CipherSuite::isTls13);
        assertThat(CipherSuite.DEFAULT_TLS_1_2)
                .extracting(CipherSuite::name)
                .allMatch(name -> name.matches("TLS_ECDHE_(RSA|ECDSA)_WITH_(AES_\\d+_GCM|CHACHA20_POLY1305)_SHA\\d+"));
    }

    @Test
    void protocolsAreEqualByBytesWhichAreCopied() {
        var bytes = "h2".getBytes(StandardCharsets.US_ASCII);
        var protocol = NextProtocol.of(bytes);
        bytes[0] = 'x';
        protocol.bytes()[0] = 'x';

        assertThat(protocol)
                .isEqualTo(NextProtocol.H2)
                .hasSameHashCodeAs(NextProtocol.H2)
                .isNotEqualTo(NextProtocol.HTTP1)
                .hasToString("h2");
        assertThat(NextProtocol.of(new byte[] {(byte) 0xFF, 1})).hasToString("0xff01");
        assertThat(NextProtocol.of("é").bytes()).containsExactly(0xC3, 0xA9);
        assertThat(NextProtocol.of("é").wireName()).isEqualTo("\u00C3\u00A9");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 256})
    void protocolsHave1To255Bytes(int length) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NextProtocol.of(new byte[length]))
                .withMessage("an application protocol has 1 to 255 bytes, not %d", length);
        assertThat(NextProtocol.of(new byte[255]).bytes()).hasSize(255);
    }

    @Test
    void versionsHaveTheNamesOfJsse() {
        assertThat(TlsVersion.MINIMUM_SUPPORTED.protocol()).isEqualTo("TLSv1.2");
        assertThat(TlsVersion.TLSv1_2.protocol()).isEqualTo("TLSv1.2");
        assertThat(TlsVersion.TLSv1_3.protocol()).isEqualTo("TLSv1.3");
        assertThat(TlsVersion.MAXIMUM_SUPPORTED.protocol()).isEqualTo("TLSv1.3");
        assertThat(TlsVersion.TLSv1_3.code()).isEqualTo(0x0304);
    }

    @ParameterizedTest
    @EnumSource
    void alertsAreFoundByCodeAndName(AlertDescription alert) {
        assertThat(AlertDescription.of(alert.code())).contains(alert);
        assertThat(AlertDescription.named(alert.protocolName())).contains(alert);
    }

    @Test
    void unknownAlertsAreNotFound() {
        assertThat(AlertDescription.of(255)).isEmpty();
        assertThat(AlertDescription.named("UNKNOWN_CA")).isEmpty();
        assertThat(AlertDescription.UNKNOWN_CA.protocolName()).isEqualTo("unknown_ca");
    }

    @Test
    void failuresHaveTheTagsOfTheMeter() {
        assertThat(Arrays.stream(HandshakeFailure.values()).map(HandshakeFailure::tag))
                .containsExactly(
                        "certificate_expired",
                        "certificate_unknown_ca",
                        "certificate_revoked",
                        "certificate_hostname",
                        "certificate_required",
                        "certificate_other",
                        "no_shared_cipher",
                        "protocol_version",
                        "unrecognized_name",
                        "no_application_protocol",
                        "peer_alert",
                        "not_tls",
                        "timeout",
                        "closed",
                        "other");
        assertThat(Side.CLIENT.tag()).isEqualTo("client");
    }

    @Test
    void buffersAreCopiedAndEqualByContent() {
        var bytes = new byte[] {1, 2, 3};
        var source = MaterialSource.buffer(bytes);
        bytes[0] = 9;

        assertThat(source)
                .isEqualTo(MaterialSource.buffer(new byte[] {1, 2, 3}))
                .hasToString("a buffer of 3 bytes");
        assertThat(((MaterialSource.Buffer) source).bytes()).containsExactly(1, 2, 3);
        ((MaterialSource.Buffer) source).bytes()[0] = 9;
        assertThat(((MaterialSource.Buffer) source).bytes()).containsExactly(1, 2, 3);
        assertThat(MaterialSource.file(PATH)).hasToString("/etc/tls/server.pem");
        assertThat(MaterialSource.id("slot-1")).hasToString("id slot-1");
    }

    @Test
    void noSecretGetsIntoText() {
        var key = TlsPrivateKey.fromBufferWithPassword(
                "top secret key".getBytes(StandardCharsets.US_ASCII), "hunter2"::toCharArray);
        var store = TlsKeyStore.fromBuffer("top secret store".getBytes(StandardCharsets.US_ASCII))
                .password("hunter2"::toCharArray)
                .keyPassword("hunter3"::toCharArray)
                .alias("api")
                .build();
        var server = TlsServerConfiguration.builder()
                .certificateChains(
                        List.of(SigningChain.of(TlsCertificate.fromFile(PATH), key), SigningChain.fromKeyStore(store)))
                .trustStore(TrustStore.fromKeyStore(store))
                .build();
        var client = TlsClientConfiguration.builder()
                .certificateChain(SigningChain.of(TlsCertificate.fromFile(PATH), key))
                .build();

        assertThat(key).hasToString("TlsPrivateKey[a buffer of 14 bytes]");
        assertThat(store).hasToString("TlsKeyStore[a buffer of 16 bytes]");
        assertThat(server.toString() + client).doesNotContain("secret", "hunter", "Lambda");
    }

    @Test
    void signingChainsHaveServerNamesInOneForm() {
        var chain = SigningChain.fromPem(PATH).withServerNames(List.of("WWW.Example.com.", "*.Bücher.example"));
        var entry =
                SigningChain.fromKeyStore(TlsKeyStore.fromFile(PATH).build()).withServerNames(List.of("A.example"));

        assertThat(chain.serverNames()).containsExactly("www.example.com", "*.xn--bcher-kva.example");
        assertThat(entry.serverNames()).containsExactly("a.example");
        assertThat(chain)
                .isEqualTo(SigningChain.fromPem(PATH)
                        .withServerNames(List.of("www.example.com", "*.xn--bcher-kva.example")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> chain.withServerNames(List.of("www.*.com")))
                .withMessage(
                        "server name 'www.*.com' has a wildcard that is not its whole first label; write *.example.com");
    }
}
