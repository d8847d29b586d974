package io.unifiedtls.internal.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

import javax.security.auth.x500.X500Principal;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubtreesTests {

    /** How a name is to a subtree: a wildcard may stand for a host in it, and for others. */
    private enum Relation {
        IN,
        PARTLY,
        OUT
    }

    @ParameterizedTest
    @CsvSource({
        "example.com,       example.com,       IN",
        "example.com,       www.example.com,   IN",
        "example.com,       a.b.example.com,   IN",
        "Example.COM,       www.eXample.com,   IN",
        "example.com,       *.example.com,     IN",
        "'',                example.org,       IN",
        ".example.com,      www.example.com,   IN",
        ".example.com,      example.com,       OUT",
        "example.com,       badexample.com,    OUT",
        "example.com,       example.org,       OUT",
        "example.com,       com,               OUT",
        "www.example.com,   *.example.com,     PARTLY",
        "www.example.com,   *.example.org,     OUT",
        "www.example.com,   api.example.com,   OUT",
        "a.www.example.com, *.example.com,     OUT",
        "localhost,         *.example.com,     OUT",
        ".example.com,      *.com,             OUT",
    })
    void compareHostNames(String subtree, String name, Relation relation) {
        assertRelation(dns(subtree), dns(name), relation);
    }

    @ParameterizedTest
    @CsvSource({
        "C0000200FFFFFF00, C0000207,                         IN",
        "C0000200FFFFFF00, C0000307,                         OUT",
        "C0000200FFFFFF80, C0000280,                         OUT",
        "0000000000000000, C0000207,                         IN",
        "C0000207FFFFFFFF, C0000207,                         IN",
        "C0000207FFFFFFFF, C0000206,                         OUT",
        "0000000000000000, 20010DB8000000000000000000000001, OUT",
        "20010DB8000000000000000000000000FFFFFFFF000000000000000000000000, 20010DB8000000000000000000000001, IN",
        "20010DB8000000000000000000000000FFFFFFFF000000000000000000000000, 20010DB9000000000000000000000001, OUT",
    })
    void compareAddresses(String network, String address, Relation relation) {
        assertRelation(address(network), address(address), relation);
    }

    @ParameterizedTest
    @CsvSource({
        "alice@example.com, alice@example.com,      IN",
        "alice@example.com, alice@EXAMPLE.com,      IN",
        "alice@example.com, Alice@example.com,      OUT",
        "alice@example.com, bob@example.com,        OUT",
        "alice@example.com, alice@example.org,      OUT",
        "example.com,       alice@example.com,      IN",
        "Example.com,       alice@eXample.com,      IN",
        "example.com,       alice@mail.example.com, OUT",
        ".example.com,      alice@mail.example.com, IN",
        ".example.com,      alice@example.com,      OUT",
        "'',                alice@example.com,      IN",
    })
    void compareMailboxes(String subtree, String mailbox, Relation relation) {
        assertRelation(
                name(AlternativeName.EMAIL_ADDRESS, subtree), name(AlternativeName.EMAIL_ADDRESS, mailbox), relation);
    }

    @ParameterizedTest
    @CsvSource({
        "example.com,  https://example.com/path,     IN",
        "example.com,  https://example.com:8443,     IN",
        "example.com,  spiffe://EXAMPLE.com/web,     IN",
        "example.com,  https://www.example.com/,     OUT",
        ".example.com, https://www.example.com/,     IN",
        ".example.com, https://example.com/,         OUT",
    })
    void compareHostsOfUris(String subtree, String uri, Relation relation) {
        assertRelation(name(AlternativeName.URI, subtree), name(AlternativeName.URI, uri), relation);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "O=Example           | CN=www, O=Example           | IN",
                "O=Example           | O=Example                   | IN",
                "O=Example           | CN=www, O=eXample           | IN",
                "O=Example           | CN=www, O=Other             | OUT",
                "O=Example           | CN=www                      | OUT",
                "CN=www, O=Example   | O=Example                   | OUT",
                "''                  | CN=www                      | IN",
            })
    void compareDirectoryNames(String subtree, String name, Relation relation) {
        assertRelation(directory(subtree), directory(name), relation);
    }

    @Test
    void compareNoOtherForm() {
        var one = new AlternativeName(0, new byte[] {1});

        assertThat(ConstrainedName.ofName(one)).isEmpty();
        assertThat(ConstrainedName.ofSubtree(one)).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "2, 'example.com',       true",
        "2, '.example.com',      true",
        "2, '',                  true",
        "2, '*.example.com',     false",
        "2, 'exa mple.com',      false",
        "2, '..example.com',     false",
        "1, 'example.com',       true",
        "1, 'alice@example.com', true",
        "1, 'a@b@example.com',   false",
        "4, 'no name',           false",
    })
    void knowWhatCanBeAConstraint(int form, String text, boolean expected) {
        assertThat(ConstrainedName.ofSubtree(name(form, text)).isPresent()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "C0000200FFFFFF00, true",
        "0000000000000000, true",
        "FFFFFFFFFFFFFFFF, true",
        "C0000200FF00FF00, false",
        "C000020000FFFFFF, false",
        "C0000200FFFFFF01, false",
        "C0000200FFFFFF40, false",
        "C0000207,         false",
        "20010DB8000000000000000000000000FFFFFFFF000000000000000000000000, true",
        "20010DB8000000000000000000000000FFFFFFFF000000000000000000000001, false",
        "20010DB8000000000000000000000000, false",
    })
    void knowWhichMasksHaveGaps(String network, boolean expected) {
        assertThat(ConstrainedName.ofSubtree(address(network)).isPresent()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "2, 'www.example.com',            true",
        "2, '*.example.com',              true",
        "2, 'w*.example.com',             false",
        "2, '',                           false",
        "1, 'alice@example.com',          true",
        "1, 'alice',                      false",
        "1, '@example.com',               false",
        "1, 'a@b@example.com',            false",
        "6, 'https://example.com/',       true",
        "6, 'https://192.0.2.1/',         false",
        "6, 'https://[2001:db8::1]/',     false",
        "6, 'urn:example',                false",
        "6, 'https://exa mple.com/',      false",
        "4, 'no name',                    false",
    })
    void knowWhatCanBeCompared(int form, String text, boolean expected) {
        assertThat(ConstrainedName.ofName(name(form, text)).isPresent()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"C0000207, true", "20010DB8000000000000000000000001, true", "C00002, false", "'', false"})
    void knowWhatIsAnAddress(String address, boolean expected) {
        assertThat(ConstrainedName.ofName(address(address)).isPresent()).isEqualTo(expected);
    }

    private static void assertRelation(AlternativeName subtree, AlternativeName name, Relation relation) {
        var base = ConstrainedName.ofSubtree(subtree).orElseThrow();
        var other = ConstrainedName.ofName(name).orElseThrow();

        assertThat(Subtrees.contains(base, other)).isEqualTo(relation == Relation.IN);
        assertThat(Subtrees.mayContain(base, other)).isEqualTo(relation != Relation.OUT);
    }

    private static AlternativeName dns(String name) {
        return name(AlternativeName.DNS_NAME, name);
    }

    private static AlternativeName address(String hexadecimal) {
        return new AlternativeName(AlternativeName.IP_ADDRESS, HexFormat.of().parseHex(hexadecimal));
    }

    private static AlternativeName directory(String name) {
        return new AlternativeName(AlternativeName.DIRECTORY_NAME, new X500Principal(name).getEncoded());
    }

    private static AlternativeName name(int form, String text) {
        return new AlternativeName(form, text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
