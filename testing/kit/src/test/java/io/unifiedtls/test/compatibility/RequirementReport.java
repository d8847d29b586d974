package io.unifiedtls.test.compatibility;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.unifiedtls.test.compatibility.RequirementList.Requirement;

/** The table of requirements and results in the documentation: made from the tests, and from nothing else. */
final class RequirementReport {

    private static final List<String> COLUMNS =
            List.of("jsse on JDK 17", "jsse on JDK 25", "conscrypt", "bouncycastle", "boringssl", "openssl");

    private static final String UNKNOWN = "?";

    private static final Pattern ROW = Pattern.compile("\\| P(\\d+) \\|.*");

    private static final String INTRODUCTION = """
            # PEP 748, requirement by requirement

            Written by the build from the tests of the compatibility kit (`testing/kit`); not edited by hand. A requirement
            passes if every test about it does. What an implementation says that it cannot do, by its `capabilities()`, is
            tested as such: it has to be refused, or to behave as documented.

            """;

    private final Path file;

    RequirementReport(Path file) {
        this.file = file;
    }

    /** Writes new results into the columns of some implementations; the others stay as they are. */
    void update(Set<String> columns, Map<String, Set<String>> failed) throws IOException {
        var before = Files.exists(this.file) ? Files.readString(this.file) : "";
        var results = results(before);
        for (var column : columns) {
            for (var requirement : RequirementList.all()) {
                var passed = RequirementList.testsOf(requirement.number())
                        .map(Method::getName)
                        .noneMatch(failed.getOrDefault(column, Set.of())::contains);
                results.computeIfAbsent(requirement.number(), any -> new HashMap<>())
                        .put(column, passed ? "passes" : "**fails**");
            }
        }
        var after = INTRODUCTION + counts(results) + tables(results) + untested();
        if (!after.equals(before)) {
            Files.writeString(this.file, after);
        }
    }

    /** Reads the results that are in the tables already. */
    private static Map<Integer, Map<String, String>> results(String document) {
        var results = new HashMap<Integer, Map<String, String>>();
        for (var line : document.lines().toList()) {
            var row = ROW.matcher(line);
            var cells = line.split(" \\| ?");
            if (row.matches() && cells.length == 2 + COLUMNS.size()) {
                var ofRequirement = new HashMap<String, String>();
                for (int i = 0; i < COLUMNS.size(); i++) {
                    ofRequirement.put(COLUMNS.get(i), cells[2 + i]);
                }
                results.put(Integer.valueOf(row.group(1)), ofRequirement);
            }
        }
        return results;
    }

    private static String counts(Map<Integer, Map<String, String>> results) {
        var tested = RequirementList.all().stream()
                .filter(requirement -> requirement.untested().isEmpty())
                .toList();
        return COLUMNS.stream()
                .map(column -> "- %s: %d of %d requirements pass%n"
                        .formatted(
                                column,
                                tested.stream()
                                        .filter(requirement -> cell(results, requirement, column)
                                                .equals("passes"))
                                        .count(),
                                tested.size()))
                .collect(Collectors.joining());
    }

    private static String tables(Map<Integer, Map<String, String>> results) {
        var tables = new StringBuilder();
        var section = "";
        for (var requirement : RequirementList.all()) {
            if (!requirement.untested().isEmpty()) {
                continue;
            }
            if (!requirement.section().equals(section)) {
                section = requirement.section();
                tables.append("%n## %s%n%n| | requirement, and its tests | %s |%n|%s%n"
                        .formatted(section, String.join(" | ", COLUMNS), " --- |".repeat(2 + COLUMNS.size())));
            }
            tables.append("| P%d | %s%s | %s |%n"
                    .formatted(
                            requirement.number(),
                            requirement.title(),
                            tests(requirement),
                            COLUMNS.stream()
                                    .map(column -> cell(results, requirement, column))
                                    .collect(Collectors.joining(" | "))));
        }
        return tables.toString();
    }

    private static String cell(Map<Integer, Map<String, String>> results, Requirement requirement, String column) {
        return results.getOrDefault(requirement.number(), Map.of()).getOrDefault(column, UNKNOWN);
    }

    private static String tests(Requirement requirement) {
        var names = new RequirementNames();
        return RequirementList.testsOf(requirement.number())
                .map(test -> "<br>%s: %s"
                        .formatted(
                                group(test),
                                names.generateDisplayNameForMethod(List.of(), test.getDeclaringClass(), test)
                                        .replaceFirst("^(P\\d+ )+", "")))
                .collect(Collectors.joining());
    }

    private static String group(Method test) {
        return Arrays.stream(CompatibilityKit.class.getDeclaredClasses())
                .filter(group -> group.getSuperclass() == test.getDeclaringClass())
                .map(Class::getSimpleName)
                .findFirst()
                .orElseThrow();
    }

    private static String untested() {
        return "\n## Not tested by the kit\n\n| | requirement | why |\n| --- | --- | --- |\n"
                + RequirementList.all().stream()
                        .filter(requirement -> !requirement.untested().isEmpty())
                        .map(requirement -> "| P%d | %s | %s |%n"
                                .formatted(requirement.number(), requirement.title(), requirement.untested()))
                        .collect(Collectors.joining());
    }
}
