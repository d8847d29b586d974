package io.unifiedtls.insecure;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

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

    private static String inOneLine(String code) {
        return code.replaceAll("\\s+", " ").strip();
    }
}
