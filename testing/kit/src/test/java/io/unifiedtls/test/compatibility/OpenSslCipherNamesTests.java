package io.unifiedtls.test.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.unifiedtls.CipherSuite;

/** Compares our conversion of cipher suites with what {@code openssl} itself calls them (Debian's package openssl). */
class OpenSslCipherNamesTests {

    @Test
    void areThoseOfOpenSsl() throws Exception {
        var names = ofOpenSsl();

        assertThat(names).containsAllEntriesOf(CipherRequirements.OF_OPENSSL);
        var ours = names.keySet().stream()
                .filter(name -> name.matches("TLS_ECDHE_(RSA|ECDSA)_WITH_AES_.*"))
                .toList();
        assertThat(ours)
                .hasSizeGreaterThan(10)
                .allSatisfy(name -> assertThat(CipherRequirements.openSslName(
                                CipherSuite.named(name).orElseThrow()))
                        .isEqualTo(names.get(name)));
    }

    /** Lines such as {@code TLS_AES_256_GCM_SHA384 - TLS_AES_256_GCM_SHA384 TLSv1.3 Kx=any Au=any …}. */
    private static Map<String, String> ofOpenSsl() throws IOException, InterruptedException {
        var process = new ProcessBuilder(
                        "openssl",
                        "ciphers",
                        "-stdname",
                        "-ciphersuites",
                        "TLS_AES_128_GCM_SHA256:TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256:TLS_AES_128_CCM_SHA256:TLS_AES_128_CCM_8_SHA256",
                        "ALL:@SECLEVEL=0")
                .redirectErrorStream(true)
                .start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        var names = new HashMap<String, String>();
        for (var line : output.lines().toList()) {
            var words = line.split(" +");
            names.put(words[0], words[2]);
        }
        return names;
    }
}
