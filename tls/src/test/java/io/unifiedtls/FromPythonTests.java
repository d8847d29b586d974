package io.unifiedtls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

/** The page {@code docs/from-python-ssl.md}. */
class FromPythonTests {

    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    private static final Pattern OURS = Pattern.compile("([A-Z]\\w+)(?:\\.(\\w+))?");

    private static final List<String> ROWS = rows();

    @Test
    void hasARowForEveryName() throws Exception {
        var documented = ROWS.stream().flatMap(row -> code(row.split("\\|")[1])).collect(Collectors.toSet());

        assertThat(documented).containsExactlyInAnyOrderElementsOf(names());
    }

    @Test
    void saysSomethingOfEach() {
        assertThat(ROWS)
                .allSatisfy(row -> assertThat(row.split("\\|")).hasSize(3).noneMatch(" "::equals));
    }

    @Test
    void namesOnlyWhatExists() {
        var ours = ROWS.stream()
                .flatMap(row -> code(row.split("\\|")[2]))
                .map(OURS::matcher)
                .filter(Matcher::matches)
                .toList();

        assertThat(ours).hasSizeGreaterThan(100).allSatisfy(name -> {
            var type = type("io.unifiedtls." + name.group(1));
            assertThat(type).as(name.group()).isPresent();
            if (name.group(2) != null) {
                assertThat(members(type.get())).as(name.group()).contains(name.group(2));
            }
        });
    }

    /** Returns a type by its whole name. */
    static Optional<Class<?>> type(String name) {
        try {
            return Optional.of(Class.forName(name));
        } catch (ClassNotFoundException e) {
            return Optional.empty();
        }
    }

    /** Returns the names of the public members of a type. */
    static List<String> members(Class<?> type) {
        return Stream.of(
                        Arrays.stream(type.getMethods()).map(Method::getName),
                        Arrays.stream(type.getFields()).map(Field::getName))
                .flatMap(names -> names)
                .toList();
    }

    private static Stream<String> code(String cell) {
        return CODE.matcher(cell).results().map(code -> code.group(1));
    }

    private static List<String> rows() {
        try (var lines = Files.lines(Path.of("..", "docs", "from-python-ssl.md"))) {
            return lines.filter(line -> line.startsWith("| `")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> names() throws IOException {
        try (var names = FromPythonTests.class.getResourceAsStream("python-ssl-names.txt")) {
            return new String(names.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }
}
