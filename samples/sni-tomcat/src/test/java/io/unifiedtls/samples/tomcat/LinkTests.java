package io.unifiedtls.samples.tomcat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every link of every page leads to a file and a heading that exist. Links to other sites are not followed. */
@Tag("any-jdk")
class LinkTests {

    /** How messages and endpoints refer to the guide. */
    private static final String OURS = "https://github.com/unifiedtls/unified-tls/blob/main/";

    private static final Pattern PAGE = Pattern.compile("\\bdocs/[\\w/-]+\\.md\\b");

    @TempDir
    private Path directory;

    @TestFactory
    Stream<DynamicTest> everyLinkLeadsSomewhere() throws IOException {
        return Repository.files(".md").stream()
                // a part of docs/performance.md, whose links are checked there
                .filter(page -> !page.endsWith("remarks.md"))
                .map(page -> DynamicTest.dynamicTest(
                        Repository.ROOT.relativize(page).toString(),
                        () -> assertThat(problems(page)).isEmpty()));
    }

    @Test
    void everyPageThatSourcesNameExists() throws IOException {
        for (var source : Repository.files(".java", ".xml", ".yml", ".json", ".sh")) {
            assertThat(PAGE.matcher(Files.readString(source)).results().map(MatchResult::group))
                    .as("pages that %s names", source)
                    .allSatisfy(
                            page -> assertThat(Repository.ROOT.resolve(page)).exists());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "other.md",
        "other.md#the-end",
        "other.md#the-end-1",
        "#here",
        "https://example.com/a#b",
        "mailto:security@example.com",
        OURS + "docs/README.md"
    })
    void acceptsALinkThatLeadsSomewhere(String target) throws IOException {
        assertThat(problems(pageWith(target))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "missing.md, no such file",
        "other.md#middle, no such heading",
        "#there, no such heading",
        "/etc/hosts, not relative",
        "https:example.com, not a valid URL",
        "https://exa mple.com, not a valid URL",
        OURS + "missing.md, no such file"
    })
    void refusesALinkThatLeadsNowhere(String target, String problem) throws IOException {
        assertThat(problems(pageWith(target))).containsExactly(target + ": " + problem);
    }

    @Test
    void ignoresCode() throws IOException {
        var page = Files.writeString(
                this.directory.resolve("page.md"), "`[a](b)` and\n\n```yaml\n# c\n[d](e)\n```\n\n[`f`](page.md#c)");

        assertThat(problems(page)).containsExactly("page.md#c: no such heading");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2. Configure a certificate | 2-configure-a-certificate",
                "`tls.sni.selections` | tlssniselections",
                "`tlshandshakes`: why handshakes fail | tlshandshakes-why-handshakes-fail",
                "From [Python](x.md)'s `ssl` | from-pythons-ssl",
                "certificate_unknown_ca | certificate_unknown_ca",
                "A – B | a--b"
            })
    void makesAnchorsLikeGitHub(String heading, String anchor) {
        assertThat(MarkdownPage.slug(heading)).isEqualTo(anchor);
    }

    private Path pageWith(String target) throws IOException {
        Files.writeString(this.directory.resolve("other.md"), "# Other\n\n## The end\n\n## The end\n");
        return Files.writeString(
                this.directory.resolve("page.md"), "# Here\n\nSee <a href=\"%s\">there</a>.\n".formatted(target));
    }

    private static List<String> problems(Path page) throws IOException {
        var problems = new ArrayList<String>();
        for (var link : MarkdownPage.read(page).links()) {
            problem(page, link).map(problem -> link + ": " + problem).ifPresent(problems::add);
        }
        return problems;
    }

    private static Optional<String> problem(Path page, String link) throws IOException {
        if (link.startsWith(OURS)) {
            return problemOfFile(Repository.ROOT.resolve("README.md"), link.substring(OURS.length()));
        }
        if (link.startsWith("/")) {
            return Optional.of("not relative");
        }
        return link.matches("[a-z]+:.*") ? problemOfUrl(link) : problemOfFile(page, link);
    }

    private static Optional<String> problemOfUrl(String link) {
        try {
            var url = URI.create(link);
            return (url.getHost() != null || "mailto".equals(url.getScheme()))
                    ? Optional.empty()
                    : Optional.of("not a valid URL");
        } catch (IllegalArgumentException notAUrl) {
            return Optional.of("not a valid URL");
        }
    }

    private static Optional<String> problemOfFile(Path page, String link) throws IOException {
        var hash = link.indexOf('#');
        var path = (hash < 0) ? link : link.substring(0, hash);
        var target = path.isEmpty() ? page : page.resolveSibling(path);
        if (!Files.exists(target)) {
            return Optional.of("no such file");
        }
        return (hash < 0 || MarkdownPage.read(target).anchors().contains(link.substring(hash + 1)))
                ? Optional.empty()
                : Optional.of("no such heading");
    }
}
