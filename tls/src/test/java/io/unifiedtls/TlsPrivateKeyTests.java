package io.unifiedtls;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;

class TlsPrivateKeyTests {

    private static final Path PATH = Path.of("/etc/tls/server.pem");

    @Test
    void getsNoSecretIntoText() {
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
}
