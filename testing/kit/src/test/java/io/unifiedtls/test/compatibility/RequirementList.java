package io.unifiedtls.test.compatibility;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;

/** The requirements of PEP 748, and the tests of the kit that are about them. */
final class RequirementList {

    private static final Pattern LINE = Pattern.compile("P(\\d+) ([^|]+?)(?: \\| (.+))?");

    private static final Pattern NUMBER = Pattern.compile("\\Gp(\\d+)");

    private RequirementList() {}

    /**
     * A requirement.
     *
     * @param section the part of the PEP
     * @param untested why it has no test; empty if it has one
     */
    record Requirement(int number, String section, String title, String untested) {}

    static List<Requirement> all() {
        var resource = Objects.requireNonNull(RequirementList.class.getResourceAsStream("requirements.txt"));
        try (var reader = new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8))) {
            var section = "";
            var requirements = new ArrayList<Requirement>();
            for (var line : reader.lines().toList()) {
                if (line.startsWith("# ")) {
                    section = line.substring(2);
                    continue;
                }
                var matcher = LINE.matcher(line);
                if (!matcher.matches()) {
                    throw new IllegalStateException("no requirement: " + line);
                }
                requirements.add(new Requirement(
                        Integer.parseInt(matcher.group(1)),
                        section,
                        matcher.group(2),
                        Objects.requireNonNullElse(matcher.group(3), "")));
            }
            return List.copyOf(requirements);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns every test of the kit. */
    static List<Method> tests() {
        return Arrays.stream(CompatibilityKit.class.getDeclaredClasses())
                .map(Class::getSuperclass)
                .flatMap(group -> Arrays.stream(group.getDeclaredMethods()))
                .filter(method -> AnnotationSupport.isAnnotated(method, Testable.class))
                .sorted((a, b) -> a.getName().compareTo(b.getName()))
                .toList();
    }

    /** Returns the numbers of the requirements that a test is about. */
    static List<Integer> numbers(String method) {
        return NUMBER.matcher(method)
                .results()
                .map(match -> Integer.valueOf(match.group(1)))
                .toList();
    }

    static Stream<Method> testsOf(int number) {
        return tests().stream().filter(method -> numbers(method.getName()).contains(number));
    }
}
