package io.unifiedtls.autoconfigure.diagnostics;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/**
 * Reports a YAML file that cannot be read because of a key or a password in it, such as a private key with the wrong
 * indentation. SnakeYAML's message, and the stack trace with it, would show that line.
 */
// Needs nothing of the application context: configuration files are read before there is one.
@Order(Ordered.HIGHEST_PRECEDENCE)
final class YamlFailureAnalyzer implements FailureAnalyzer {

    /** A part of a key in Base64 or hexadecimal. */
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9+/=_-]{16}");

    private static final Pattern SECRET_NAME =
            Pattern.compile("key|pass|pwd|secret|token|credential", Pattern.CASE_INSENSITIVE);

    private static final String ACTION = """
            Correct the file at that line. All lines of a key or a certificate must be indented, below a block scalar:

                private-key: |
                  -----BEGIN PRIVATE KEY-----
                  ...
                  -----END PRIVATE KEY-----

            Or write it on one line: base64: followed by the Base64-encoded file. \
            Put a password with special characters in single quotes.""";

    @Override
    public @Nullable FailureAnalysis analyze(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof MarkedYAMLException exception && showsSecret(exception)) {
                var description = describe(exception);
                // At the level DEBUG Spring Boot logs the cause, so it is not the one that shows the line.
                return new FailureAnalysis(description, ACTION, new IllegalStateException(description));
            }
        }
        return null;
    }

    private static boolean showsSecret(MarkedYAMLException exception) {
        return KEY.matcher(String.valueOf(exception.getMessage())).find()
                || Stream.of(exception.getContextMark(), exception.getProblemMark())
                        .flatMap(Stream::ofNullable)
                        .anyMatch(mark -> SECRET_NAME
                                .matcher(String.valueOf(mark.get_snippet()))
                                .find());
    }

    private static String describe(MarkedYAMLException exception) {
        return "A YAML file of the configuration (application.yml, if there is no other) cannot be read%s:\n\n    %s\n\nThe line is not shown, since it may contain a key or a password."
                .formatted(
                        Optional.ofNullable(exception.getProblemMark())
                                .or(() -> Optional.ofNullable(exception.getContextMark()))
                                .map(YamlFailureAnalyzer::position)
                                .orElse(""),
                        problem(exception));
    }

    private static String position(Mark mark) {
        return " at line %d, column %d".formatted(mark.getLine() + 1, mark.getColumn() + 1);
    }

    private static String problem(MarkedYAMLException exception) {
        var problem = Stream.of(exception.getContext(), exception.getProblem())
                .filter(text -> text != null && !KEY.matcher(text).find())
                .collect(Collectors.joining(", "));
        return problem.isEmpty() ? "the text is not valid YAML" : problem;
    }
}
