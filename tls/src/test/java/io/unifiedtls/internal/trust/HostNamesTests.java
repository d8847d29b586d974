package io.unifiedtls.internal.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.unifiedtls.test.TestAuthority;

class HostNamesTests {

    private static final TestAuthority AUTHORITY = TestAuthority.create("Root");

    @ParameterizedTest
    @CsvSource({
        "www.example.com,            www.example.com",
        "www.example.com,            WWW.Example.COM",
        "WWW.Example.com,            www.example.com",
        "www.example.com,            www.example.com.",
        "localhost,                  localhost",
        "my_service,                 my_service",
        "xn--bcher-kva.example,      bücher.example",
        "xn--bcher-kva.example,      BÜCHER.example",
        "*.example.com,              www.example.com",
        "*.xn--bcher-kva.example,    www.bücher.example",
        "*.example.com,              xn--bcher-kva.example.com",
    })
    void matches(String presented, String host) {
        var certificate = AUTHORITY.server(presented).certificate();

        assertThat(HostNames.matches(certificate, host)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "www.example.com,            example.com",
        "www.example.com,            other.example.com",
        "www.example.com,            xwww.example.com",
        "www.example.com,            www.example.com.evil.org",
        "*.example.com,              example.com",
        "*.example.com,              a.b.example.com",
        "*.example.com,              .example.com",
        "*.example.com,              *.example.com",
        "*.com,                      example.com",
        "*,                          localhost",
        "*,                          example.com",
        "*.*.com,                    www.example.com",
        "*.*,                        example.com",
        "w*.example.com,             www.example.com",
        "*w.example.com,             www.example.com",
        "www.*.com,                  www.example.com",
        "xn--*.example.com,          xn--bcher-kva.example.com",
        "127.0.0.1,                  127.0.0.1",
        "*.0.0.1,                    127.0.0.1",
        "www.example.com,            ''",
        "www.example.com,            .",
        "'www.example.com,www.evil.org', www.evil.org",
    })
    void doesNotMatch(String presented, String host) {
        var certificate = AUTHORITY.server(presented).certificate();

        assertThat(HostNames.matches(certificate, host)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1,          127.0.0.1,           true",
        "127.0.0.1,          127.0.0.2,           false",
        "::1,                ::1,                 true",
        "::1,                0:0:0:0:0:0:0:1,     true",
        "::1,                [::1],               true",
        "2001:db8::1,        2001:DB8:0::0:1,     true",
        "2001:db8::1,        2001:db8::2,         false",
        "127.0.0.1,          127.0.0.1.,          true",
        "127.0.0.1,          999.999.999.999,     false",
        "127.0.0.1,          zone:1,              false",
        "127.0.0.1,          localhost,           false",
    })
    void comparesAddressesByValueAndWithoutALookUp(String presented, String host, boolean expected) {
        var certificate = AUTHORITY.leaf().ipAddresses(presented).issue().certificate();

        assertThat(HostNames.matches(certificate, host)).isEqualTo(expected);
    }

    @Test
    void ignoresTheCommonName() {
        var certificate = AUTHORITY.leaf().commonName("www.example.com").issue().certificate();

        assertThat(HostNames.matches(certificate, "www.example.com")).isFalse();
        assertThat(HostNames.of(certificate)).isEmpty();
    }

    @Test
    void listsNamesAndAddresses() {
        var certificate = AUTHORITY
                .leaf()
                .names("www.example.com", "*.example.org")
                .ipAddresses("127.0.0.1")
                .issue()
                .certificate();

        assertThat(HostNames.of(certificate)).containsExactly("www.example.com", "*.example.org", "127.0.0.1");
    }

    @Test
    void namesAtMostTenOfTheOthers() {
        var names =
                IntStream.range(0, 1001).mapToObj("n%d.example.com"::formatted).toArray(String[]::new);

        assertThat(HostNames.otherNames(AUTHORITY.server("www.example.org").certificate()))
                .isEqualTo(" but for [www.example.org]");
        assertThat(HostNames.otherNames(
                        AUTHORITY.leaf().commonName("N").names(names).issue().certificate()))
                .startsWith(" but for [n0.example.com, n1.example.com, ")
                .endsWith(", n9.example.com and 991 more]");
    }

    @Test
    void shortensNamesAndShowsNoLineBreaks() {
        var certificate = AUTHORITY
                .leaf()
                .commonName("N")
                .names("a\nb", "x".repeat(300))
                .issue()
                .certificate();

        assertThat(HostNames.otherNames(certificate)).isEqualTo(" but for [a?b, %s...]".formatted("x".repeat(253)));
    }
}
