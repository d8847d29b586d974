package io.unifiedtls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;

class SigningChainTests {

    private static final Path PATH = Path.of("/etc/tls/server.pem");

    @Test
    void hasServerNamesInOneForm() {
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
                        "server name 'www.*.com' has a wildcard that is not the whole first label; use *.example.com");
    }
}
