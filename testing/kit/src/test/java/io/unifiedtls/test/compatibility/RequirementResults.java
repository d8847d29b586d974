package io.unifiedtls.test.compatibility;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Takes down which tests of the kit pass, and writes it into the file that the system property {@code pep748.report}
 * names, for each implementation whose tests were run all.
 */
public final class RequirementResults implements TestExecutionListener {

    private static final Set<String> EVERY =
            RequirementList.tests().stream().map(Method::getName).collect(Collectors.toUnmodifiableSet());

    private final Map<String, Set<String>> run = new TreeMap<>();

    private final Map<String, Set<String>> failed = new TreeMap<>();

    private TestPlan plan;

    @Override
    public void testPlanExecutionStarted(TestPlan started) {
        this.plan = started;
    }

    @Override
    public synchronized void executionFinished(TestIdentifier test, TestExecutionResult result) {
        test.getSource().ifPresent(source -> finished(test, source, result));
    }

    private void finished(TestIdentifier test, TestSource source, TestExecutionResult result) {
        var column = column(test);
        if (column.isEmpty()) {
            return;
        }
        var passed = result.getStatus() == TestExecutionResult.Status.SUCCESSFUL;
        if (source instanceof MethodSource method) {
            note(this.run, column, Set.of(method.getMethodName()));
            note(this.failed, column, passed ? Set.of() : Set.of(method.getMethodName()));
        } else if (!passed) {
            // A class that cannot even be set up.
            note(this.run, column, EVERY);
            note(this.failed, column, EVERY);
        }
    }

    private static void note(Map<String, Set<String>> tests, String column, Set<String> names) {
        tests.computeIfAbsent(column, any -> new TreeSet<>()).addAll(names);
    }

    /** The implementation that a test is about, from the class of the test. */
    private String column(TestIdentifier test) {
        for (var one = test; one != null; one = this.plan.getParent(one).orElse(null)) {
            var name = one.getUniqueIdObject().getLastSegment().getValue();
            if (name.endsWith("JsseCompatibilityTests")) {
                return "jsse on JDK " + Runtime.version().feature();
            }
            if (name.endsWith("CompatibilityTests")) {
                return name.substring(name.lastIndexOf('.') + 1)
                        .replace("CompatibilityTests", "")
                        .toLowerCase(Locale.ROOT);
            }
        }
        return "";
    }

    @Override
    public void testPlanExecutionFinished(TestPlan finished) {
        var file = System.getProperty("pep748.report", "");
        if (file.isEmpty()) {
            return;
        }
        this.run.values().removeIf(tests -> !tests.containsAll(EVERY));
        // the tests of another implementation may end in another virtual machine at the same time
        try (var lock = FileChannel.open(
                Path.of("target", "pep748.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            lock.lock();
            new RequirementReport(Path.of(file)).update(this.run.keySet(), this.failed);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
