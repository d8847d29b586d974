package io.unifiedtls.samples.tomcat.monitoring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.yaml.snakeyaml.Yaml;

/** The alerts, and the rules that record what they need. */
final class AlertRules {

    static final Path DIRECTORY = Path.of("../../docs/monitoring");

    static final String FILE = "unified-tls-alerts.yml";

    static final String TESTS = "unified-tls-alerts-tests.yml";

    /**
     * A rule.
     *
     * @param name the name of the alert, or of the series that is recorded
     * @param annotations empty if the rule is not an alert
     */
    record Rule(String name, String expression, Map<String, String> annotations) {

        boolean isAlert() {
            return !this.annotations.isEmpty();
        }
    }

    private AlertRules() {}

    static List<Rule> all() {
        return entries(FILE, "groups", "rules").map(AlertRules::rule).toList();
    }

    static List<Rule> alerts() {
        return all().stream().filter(Rule::isAlert).toList();
    }

    /** Returns the names of the alerts that fire in a test. */
    static List<String> namesThatFire() {
        return entries(TESTS, "tests", "alert_rule_test")
                .filter(test -> test.containsKey("exp_alerts"))
                .map(test -> (String) test.get("alertname"))
                .distinct()
                .toList();
    }

    @SuppressWarnings("unchecked") // annotations are strings
    private static Rule rule(Map<String, Object> rule) {
        var name = (String) rule.getOrDefault("alert", rule.get("record"));
        var annotations = (Map<String, String>) rule.getOrDefault("annotations", Map.of());
        return new Rule(name, (String) rule.get("expr"), annotations);
    }

    /** Returns the entries of a list in each entry of a list. */
    private static Stream<Map<String, Object>> entries(String file, String outer, String inner) {
        try (var reader = Files.newBufferedReader(DIRECTORY.resolve(file))) {
            Map<String, Object> document = new Yaml().load(reader);
            return list(document.get(outer)).stream().flatMap(entry -> list(entry.get(inner)).stream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("unchecked") // what a list of mappings is
    private static List<Map<String, Object>> list(Object value) {
        return (List<Map<String, Object>>) value;
    }
}
