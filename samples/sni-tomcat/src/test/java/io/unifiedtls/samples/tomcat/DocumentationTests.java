package io.unifiedtls.samples.tomcat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every YAML, XML and Java block of the documentation is a region of a sample, which the comment above it names. In the
 * sample {@code tag::name[]} and {@code end::name[]} are around it.
 */
@Tag("any-jdk")
class DocumentationTests {

    private static final Path ROOT = Repository.ROOT;

    private static final Pattern BLOCK =
            Pattern.compile("(?m)^(.*)\\R```(yaml|yml|xml|java)\\R((?s:.*?))^```$", Pattern.UNIX_LINES);

    private static final Pattern SOURCE = Pattern.compile("<!-- ([^#\\s]+)(?:#([a-z-]+))? -->");

    private static final Pattern MARK = Pattern.compile("(tag|end)::([a-z-]+)\\[]");

    @TestFactory
    Stream<DynamicTest> everyBlockIsAPieceOfASample() throws IOException {
        return pages().stream()
                .map(page -> DynamicTest.dynamicTest(ROOT.relativize(page).toString(), () -> check(page)));
    }

    @Test
    void thereAreBlocks() throws IOException {
        assertThat(Files.readString(ROOT.resolve("README.md"))).containsPattern(BLOCK);
    }

    private static void check(Path page) throws IOException {
        var block = BLOCK.matcher(Files.readString(page));
        while (block.find()) {
            var source = SOURCE.matcher(block.group(1));
            if (!source.matches()) {
                fail("above this block no comment names its source: %n%s", block.group(3));
            }
            assertThat(block.group(3).strip())
                    .as("%s, of %s", page, block.group(1))
                    .isEqualTo(region(ROOT.resolve(source.group(1)), source.group(2)));
        }
    }

    /** Returns a region of a file, without the indentation that all its lines have, nor the marks of other regions. */
    private static String region(Path file, String name) throws IOException {
        var text = new StringBuilder();
        var inside = name == null;
        for (var line : Files.readAllLines(file)) {
            var mark = MARK.matcher(line);
            if (!mark.find()) {
                text.append(inside ? line + "\n" : "");
            } else if (mark.group(2).equals(name)) {
                inside = mark.group(1).equals("tag");
            }
        }
        assertThat(text).as("region %s of %s", name, file).isNotBlank();
        // without the last line break, whose empty line would have no indentation
        return text.toString()
                .stripTrailing()
                .replace("${project.version}", version())
                .stripIndent()
                .strip();
    }

    private static String version() throws IOException {
        var version = Pattern.compile("<version>(.*?)</version>").matcher(Files.readString(ROOT.resolve("pom.xml")));
        assertThat(version.find()).isTrue();
        return version.group(1);
    }

    private static List<Path> pages() throws IOException {
        try (var docs = Files.walk(ROOT.resolve("docs"))) {
            // The style guide shows how to write code, and no sample needs all of it.
            var pages = docs.filter(file -> file.toString().endsWith(".md") && !file.endsWith("style.md"));
            return Stream.concat(
                            Stream.of("README.md", "CONTRIBUTING.md", "SECURITY.md")
                                    .map(ROOT::resolve),
                            pages)
                    .toList();
        }
    }
}
