package io.unifiedtls.test.differential;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every behaviour on every implementation, compared with the file of expectations.
 *
 * <p>What differs from the JDK's library is refused at start, or has a reason in that file, and thereby on the page.
 */
class DifferentialTests {

    private static final Path FILE = Path.of(System.getProperty("differential.expectations"));

    private static final Path PAGE = Path.of(System.getProperty("differential.page"));

    private static final String UPDATE = System.getProperty("differential.update", "");

    private static final int JDK = Runtime.version().feature();

    private static final List<Family> FAMILIES = Family.all();

    private static final Expectations EXPECTATIONS = read();

    @TestFactory
    Stream<DynamicContainer> behaveAsExpected() {
        return FAMILIES.stream()
                .map(family -> DynamicContainer.dynamicContainer(
                        family.title(),
                        family.behaviours().stream()
                                .map(behaviour ->
                                        DynamicTest.dynamicTest(behaviour.title(), () -> compare(behaviour)))));
    }

    private static void compare(Behaviour behaviour) throws Exception {
        var expected = EXPECTATIONS.of(behaviour);
        Map<Subject, String> changed = new LinkedHashMap<>();
        for (var subject : Subject.values()) {
            var outcome = behaviour.observe(subject);
            if (!outcome.equals(expected.of(subject).on(JDK))) {
                changed.put(subject, outcome);
            }
        }
        if (!UPDATE.isEmpty()) {
            EXPECTATIONS.put(updated(expected, changed));
            return;
        }
        assertThat(changed)
                .withFailMessage(() -> changed.entrySet().stream()
                        .map(one -> "%s: '%s', but expected '%s'"
                                .formatted(
                                        one.getKey().label(),
                                        one.getValue(),
                                        expected.of(one.getKey()).on(JDK)))
                        .collect(Collectors.joining(
                                "\n",
                                "the outcome of '%s' on JDK %d has changed:\n".formatted(behaviour.title(), JDK),
                                "\nif that is meant, run the test with -Ddifferential.update=replace, or with "
                                        + "-Ddifferential.update=from-this-jdk if it is the JDK that differs, and look at "
                                        + "the changes of expectations.txt and docs/implementations.md")))
                .isEmpty();
    }

    private static Expectation updated(Expectation expected, Map<Subject, String> changed) {
        var cells = new EnumMap<Subject, Cell>(expected.cells());
        changed.forEach((subject, outcome) -> cells.put(
                subject,
                UPDATE.equals("from-this-jdk")
                        ? cells.get(subject).from(JDK, outcome)
                        : cells.get(subject).with(JDK, outcome)));
        return new Expectation(expected.title(), cells, expected.why());
    }

    @Test
    void expectNothingElse() {
        assertThat(FAMILIES.stream()
                        .flatMap(family -> family.behaviours().stream())
                        .map(Behaviour::title))
                .doesNotHaveDuplicates()
                .containsAll(EXPECTATIONS.titles());
    }

    @Test
    void sayWhyEachImplementationDiffers() {
        assertThat(FAMILIES.stream()
                        .flatMap(family -> family.behaviours().stream())
                        .map(EXPECTATIONS::of)
                        .filter(expectation ->
                                expectation.needsReason() == expectation.why().isEmpty())
                        .map(Expectation::title))
                .as("behaviours that differ from that of the JDK without a line 'why' in expectations.txt, "
                        + "and those that have one but no longer differ")
                .isEmpty();
    }

    @Test
    void areOnThePage() throws Exception {
        var changed = ImplementationsPage.update(PAGE, FAMILIES, EXPECTATIONS);

        assertThat(changed && UPDATE.isEmpty())
                .as("docs/implementations.md did not show what is expected; it does now: look at the change")
                .isFalse();
    }

    @AfterAll
    static void update() throws IOException {
        if (!UPDATE.isEmpty()) {
            EXPECTATIONS.write(FILE, FAMILIES);
            ImplementationsPage.update(PAGE, FAMILIES, EXPECTATIONS);
        }
    }

    private static Expectations read() {
        try {
            return Expectations.read(FILE);
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }
}
