package io.unifiedtls.internal.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerNamesTests {

    private static final String LABEL_63 = "a".repeat(63);

    @ParameterizedTest
    @CsvSource({
        "www.example.com,        www.example.com",
        "WWW.Example.COM,        www.example.com",
        "www.example.com.,       www.example.com",
        "localhost,              localhost",
        "my_service,             my_service",
        "bücher.example,         xn--bcher-kva.example",
        "BÜCHER.Example,         xn--bcher-kva.example",
        "xn--bcher-kva.example,  xn--bcher-kva.example",
        "XN--BCHER-KVA.example,  xn--bcher-kva.example",
        "例え.テスト,              xn--r8jz45g.xn--zckzah",
        "www。example。com,        www.example.com",
        "*.example.com,          *.example.com",
        "*.Bücher.example.,      *.xn--bcher-kva.example",
        "*.com,                  *.com",
    })
    void writesNamesAsTlsCarriesThem(String name, String expected) {
        assertThat(ServerNames.pattern(name)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "**",
                "www.*.com",
                "w*.example.com",
                "*w.example.com",
                "*.*.example.com",
                "www.example.*",
                "*example.com",
            })
    void refusesAWildcardThatIsNotTheWholeFirstLabel(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServerNames.pattern(name))
                .withMessage(
                        "server name '%s' has a wildcard that is not the whole first label; use *.example.com", name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.0.0.1.", "999.999.999.999", "::1", "[::1]", "１.２.３.４"})
    void refusesAnIpAddress(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServerNames.pattern(name))
                .withMessage("server name '%s' is an IP address, which clients never send as a server name", name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://www.example.com",
                "https://www.example.com:8443/shop",
                "www.example.com/",
                "https://bücher..example/"
            })
    void refusesAUrl(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServerNames.pattern(name))
                .withMessage("server name '%s' is a URL; use only the host name, such as www.example.com", name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"www.example.com:8443", "*.example.com:443", "localhost:", "1.2.3.4:443", "[::1]:443"})
    void refusesAPort(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServerNames.pattern(name))
                .withMessage(
                        "server name '%s' is followed by a port; use only the host name, such as www.example.com",
                        name);
    }

    @Test
    void doesNotShowWhatMayBeAKey() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServerNames.pattern("www\u0000.example.com"))
                .withMessage("server name '(16 characters that may be a key)' is not a valid host name;"
                        + " use www.example.com or *.example.com");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "*.",
                "*..",
                " ",
                "a..b",
                ".example.com",
                "www.example.com..",
                "-a.example.com",
                "a-.example.com",
                "www.exa mple.com",
                "www.example.com\n",
                "user@example.com",
            })
    void refusesWhatIsNoHostName(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServerNames.pattern(name))
                .withMessage("server name '%s' is not a valid host name; use www.example.com or *.example.com", name);
    }

    @Test
    void refusesALabelOf64BytesAndANameOf254() {
        var longest = String.join(".", LABEL_63, LABEL_63, LABEL_63, "a".repeat(61));

        assertThat(ServerNames.pattern(LABEL_63 + ".example")).startsWith("aaa");
        assertThat(ServerNames.pattern(longest)).hasSize(253);
        assertThatIllegalArgumentException().isThrownBy(() -> ServerNames.pattern("a" + LABEL_63 + ".example"));
        assertThatIllegalArgumentException().isThrownBy(() -> ServerNames.pattern(longest + "a"));
        assertThatIllegalArgumentException().isThrownBy(() -> ServerNames.pattern("ü".repeat(63) + ".example"));
    }

    @Test
    void refusesOneBadNameAmongMany() {
        assertThat(ServerNames.patterns(List.of("A.example", "*.B.example")))
                .containsExactly("a.example", "*.b.example");
        assertThatIllegalArgumentException().isThrownBy(() -> ServerNames.patterns(List.of("a.example", "b c")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ".", "..", "a..b", "\u0000", "\uFFFD\uFFFD", "-", "xn--", "xn--\u00FC", "a b", "\uD800"})
    void normalizesWhateverAClientSendsToWhatCannotBeConfigured(String name) {
        assertThat(ServerNames.isHostName(ServerNames.normalized(name))).isFalse();
    }

    @Test
    void normalizesTheLongestNameAClientCanSend() {
        assertThat(ServerNames.isHostName(ServerNames.normalized("a".repeat(65_000))))
                .isFalse();
        assertThat(ServerNames.isHostName(ServerNames.normalized("a.".repeat(32_000) + "a")))
                .isFalse();
        assertThat(ServerNames.isHostName(ServerNames.normalized("\uFFFD".repeat(65_000))))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, true",
        "::1, true",
        "fe80::1%eth0, true",
        "1.2.3, false",
        "a.1.2.3.4, false",
        "localhost, false"
    })
    void tellsAnIpAddressFromAName(String host, boolean expected) {
        assertThat(ServerNames.isIpAddress(host)).isEqualTo(expected);
    }
}
