package io.unifiedtls.insecure;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("any-jdk")
class DocumentationTests {

    private static final Pattern JAVA_BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    @Test
    void everyExampleCompiles() throws Exception {
        var page = Files.readString(Path.of("../docs/insecure.md"));
        var code = inOneLine(Files.readString(Path.of("src/test/java/io/unifiedtls/insecure/Examples.java")));

        var blocks = JAVA_BLOCK.matcher(page).results().map(MatchResult::group).toList();

        assertThat(blocks)
                .hasSize(3)
                .allSatisfy(block -> assertThat(code)
                        .contains(inOneLine(block.replace("```java", "").replace("```", ""))));
    }

    /** PEP 748, "Insecure Usage". */
    @Test
    void recommendsATrustStoreBeforeAnythingElse() throws Exception {
        var page = Files.readString(Path.of("../docs/insecure.md"));

        assertThat(page.indexOf("TrustStore.fromFile")).isPositive().isLessThan(page.indexOf("InsecureClient"));
        assertThat(page.indexOf("## The safer way")).isPositive().isLessThan(page.indexOf("unified-tls-insecure"));
    }

    private static String inOneLine(String code) {
        return code.replaceAll("\\s+", " ").strip();
    }
}
