package io.unifiedtls.samples.tomcat.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import io.unifiedtls.samples.test.Shell;
import io.unifiedtls.samples.tomcat.monitoring.AlertRules.Rule;

@Tag("any-jdk")
class AlertRulesTests {

    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");

    @Test
    void areAcceptedByPrometheus() {
        assertThat(promtool("check rules " + AlertRules.FILE)).endsWith("passed\n");
    }

    @Test
    void fireWhenTheyShould() {
        assertThat(promtool("test rules " + AlertRules.TESTS)).endsWith("passed\n");
    }

    @Test
    void eachFiresInATest() {
        assertThat(AlertRules.namesThatFire())
                .containsAll(AlertRules.alerts().stream().map(Rule::name).toList());
    }

    @TestFactory
    Stream<DynamicTest> eachIsDocumented() {
        return AlertRules.alerts().stream()
                .map(alert -> DynamicTest.dynamicTest(alert.name() + " " + alert.expression(), () -> {
                    assertThat(alert.annotations()).containsOnlyKeys("summary", "description", "runbook");
                    assertThat(Path.of("../../docs/monitoring.md")).content().contains("`" + alert.name() + "`");
                    var runbook = alert.annotations().get("runbook").split("#", 2);
                    assertThat(anchors(Path.of("../..", runbook[0]))).contains(runbook[1]);
                }));
    }

    /** Returns the anchors of the headings of a page, as GitHub names them. */
    private static Stream<String> anchors(Path page) throws IOException {
        return HEADING.matcher(Files.readString(page))
                .results()
                .map(heading -> heading.group(1).toLowerCase(Locale.ROOT))
                .map(heading -> heading.replaceAll("[^a-z0-9 _-]", "").replace(' ', '-'));
    }

    private static String promtool(String arguments) {
        return Shell.run("cd %s && promtool %s && echo passed".formatted(AlertRules.DIRECTORY, arguments));
    }
}
