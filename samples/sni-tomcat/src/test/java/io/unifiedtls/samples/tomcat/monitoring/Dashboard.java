package io.unifiedtls.samples.tomcat.monitoring;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The dashboard, as Grafana reads it. */
final class Dashboard {

    private static final Path FILE = Path.of("../../docs/monitoring/unified-tls-dashboard.json");

    private static final Pattern LABEL_VALUES = Pattern.compile("label_values\\((.+), (\\w+)\\)");

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{(\\w+)}}");

    private final JsonNode json = JsonMapper.shared().readTree(FILE.toFile());

    /**
     * A variable whose values are those of a label.
     *
     * @param all the regular expression that stands for all values
     */
    record Variable(String name, String selector, String label, String all) {}

    /**
     * A query of a panel.
     *
     * @param labels the labels that the panel shows
     */
    record Query(String panel, String expression, Set<String> labels) {

        @Override
        public String toString() {
            return this.panel + ": " + this.expression;
        }
    }

    List<Variable> variables() {
        return this.json
                .path("templating")
                .path("list")
                .valueStream()
                .filter(variable -> variable.path("type").asString().equals("query"))
                .map(Dashboard::variable)
                .toList();
    }

    private static Variable variable(JsonNode variable) {
        var query = LABEL_VALUES.matcher(variable.path("query").path("query").asString());
        if (!query.matches()) {
            throw new IllegalArgumentException(variable.toString());
        }
        var all = variable.path("allValue").asString();
        return new Variable(variable.path("name").asString(), query.group(1), query.group(2), all);
    }

    List<JsonNode> panels() {
        return this.json.path("panels").valueStream().toList();
    }

    /** Returns the queries of all panels, with the value of each variable. */
    List<Query> queries(Map<String, String> variables) {
        return panels().stream()
                .flatMap(panel -> panel.path("targets").valueStream().map(target -> query(panel, target, variables)))
                .toList();
    }

    private static Query query(JsonNode panel, JsonNode target, Map<String, String> variables) {
        var legend = PLACEHOLDER
                .matcher(target.path("legendFormat").asString(""))
                .results()
                .map(placeholder -> placeholder.group(1));
        return new Query(
                panel.path("title").asString(),
                interpolate(target.path("expr").asString(), variables),
                Stream.concat(legend, columns(panel)).collect(Collectors.toSet()));
    }

    /** Returns the labels that are columns of a table. */
    private static Stream<String> columns(JsonNode panel) {
        return panel.path("transformations")
                .valueStream()
                .flatMap(transformation -> transformation
                        .path("options")
                        .path("renameByName")
                        .propertyStream()
                        .map(Map.Entry::getKey))
                .filter(column -> !column.equals("Value"));
    }

    static String interpolate(String expression, Map<String, String> variables) {
        var text = expression;
        for (var variable : variables.entrySet()) {
            text = text.replace("$" + variable.getKey(), variable.getValue());
        }
        return text;
    }
}
