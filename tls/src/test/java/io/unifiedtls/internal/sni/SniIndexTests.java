package io.unifiedtls.internal.sni;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.unifiedtls.ServerNameMatch;
import io.unifiedtls.ServerNamePolicy;
import io.unifiedtls.internal.text.ServerNames;

class SniIndexTests {

    private record Site(String id, List<String> names) {}

    private final SniIndex<Site> index = index(
            ServerNamePolicy.USE_DEFAULT,
            site("first", "www.example.com"),
            site("wildcard", "*.example.com"),
            site("deep", "*.apps.example.com", "apps.example.com"),
            site("local", "localhost"));

    @ParameterizedTest
    @CsvSource({
        "www.example.com,       first,     EXACT,     www.example.com",
        "WWW.EXAMPLE.COM,       first,     EXACT,     www.example.com",
        "www.example.com.,      first,     EXACT,     www.example.com",
        "other.example.com,     wildcard,  WILDCARD,  *.example.com",
        "Other.Example.Com.,    wildcard,  WILDCARD,  *.example.com",
        "bücher.example.com,    wildcard,  WILDCARD,  *.example.com",
        "x.apps.example.com,    deep,      WILDCARD,  *.apps.example.com",
        "apps.example.com,      deep,      EXACT,     apps.example.com",
        "localhost,             local,     EXACT,     localhost",
    })
    void findsTheNameItselfThenAWildcardForOneLabel(
            String name, String site, ServerNameMatch match, String matchedName) {
        var found = this.index.lookUp(Optional.of(name));

        assertThat(found.candidates()).extracting(Site::id).containsExactly(site);
        assertThat(found.match()).isEqualTo(match);
        assertThat(found.matchedName()).contains(matchedName);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "example.com",
                "a.b.example.com",
                "a.b.apps.example.com",
                "*.example.com",
                "*.apps.example.com",
                "*",
                ".example.com",
                "..example.com",
                "-.example.com",
                "a b.example.com",
                "\u0000.example.com",
                "\uFFFD.example.com",
                "a\n.example.com",
                "www.example.com.evil.org",
                "www.example.com..",
                "127.0.0.1",
                "",
                ".",
            })
    void servesTheDefaultForEveryOtherName(String name) {
        var found = this.index.lookUp(Optional.of(name));

        assertThat(found.match()).isEqualTo(ServerNameMatch.DEFAULT);
        assertThat(found.matchedName()).isEmpty();
        assertThat(found.candidates()).extracting(Site::id).containsExactly("first");
    }

    @Test
    void servesNoWildcardForALabelThatIsTooLong() {
        assertThat(this.index
                        .lookUp(Optional.of("a".repeat(63) + ".example.com"))
                        .match())
                .isEqualTo(ServerNameMatch.WILDCARD);
        assertThat(this.index
                        .lookUp(Optional.of("a".repeat(64) + ".example.com"))
                        .match())
                .isEqualTo(ServerNameMatch.DEFAULT);
    }

    @Test
    void servesTheDefaultWithoutAName() {
        var found = this.index.lookUp(Optional.empty());

        assertThat(found.match()).isEqualTo(ServerNameMatch.ABSENT);
        assertThat(found.candidates()).extracting(Site::id).containsExactly("first");
    }

    @Test
    void rejectsAsConfigured() {
        var entries = List.of(site("first", "www.example.com"));
        var unknown = SniIndex.of(entries, Site::names, ServerNamePolicy.REJECT, ServerNamePolicy.USE_DEFAULT);
        var absent = SniIndex.of(entries, Site::names, ServerNamePolicy.USE_DEFAULT, ServerNamePolicy.REJECT);

        assertThat(unknown.lookUp(Optional.of("other")).match()).isEqualTo(ServerNameMatch.REJECTED);
        assertThat(unknown.lookUp(Optional.of("other")).candidates()).isEmpty();
        assertThat(unknown.lookUp(Optional.empty()).match()).isEqualTo(ServerNameMatch.ABSENT);
        assertThat(absent.lookUp(Optional.empty()).match()).isEqualTo(ServerNameMatch.REJECTED);
        assertThat(absent.lookUp(Optional.of("other")).match()).isEqualTo(ServerNameMatch.DEFAULT);
        assertThat(absent.lookUp(Optional.of("")).match()).isEqualTo(ServerNameMatch.DEFAULT);
    }

    @Test
    void keepsTheOrderOfSeveralForOneName() {
        var index = index(
                ServerNamePolicy.USE_DEFAULT,
                site("rsa", "www.example.com"),
                site("other", "other.example.com"),
                site("ec", "www.example.com", "www.example.com"));

        assertThat(index.lookUp(Optional.of("www.example.com")).candidates())
                .extracting(Site::id)
                .containsExactly("rsa", "ec");
    }

    @Test
    void servesTheDefaultWithEveryKindOfKey() {
        var index = index(
                ServerNamePolicy.USE_DEFAULT,
                site("rsa", "www.example.com"),
                site("other", "other.example.com"),
                site("ec", "www.example.com"));

        assertThat(index.lookUp(Optional.empty()).candidates())
                .extracting(Site::id)
                .containsExactly("rsa", "ec");
    }

    @Test
    void servesADefaultWithoutNames() {
        var index = index(ServerNamePolicy.USE_DEFAULT, site("first"), site("second", "www.example.com"));

        assertThat(index.lookUp(Optional.empty()).candidates())
                .extracting(Site::id)
                .containsExactly("first");
    }

    /** Names come out of the index itself, so that asking for others leaves nothing behind. */
    @Test
    void doesNotGrowWithWhatClientsAskFor() {
        var sites = new ArrayList<Site>();
        IntStream.range(0, 1_000).forEach(i -> sites.add(site("s" + i, "*.s" + i + ".example.com")));
        var large = index(ServerNamePolicy.USE_DEFAULT, sites.toArray(Site[]::new));

        var once = large.lookUp(Optional.of("a.s999.example.com"));
        var again = large.lookUp(Optional.of("b.s999.example.com"));

        assertThat(once).isSameAs(again);
        assertThat(once.candidates()).containsExactly(sites.get(999));
        assertThat(large.lookUp(Optional.of("a.example.org"))).isSameAs(large.lookUp(Optional.of("b.example.org")));
    }

    private static SniIndex<Site> index(ServerNamePolicy policy, Site... sites) {
        return SniIndex.of(List.of(sites), Site::names, policy, policy);
    }

    private static Site site(String id, String... names) {
        return new Site(id, ServerNames.patterns(List.of(names)));
    }
}
