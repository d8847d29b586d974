package io.unifiedtls.autoconfigure.reference;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The Javadoc of records and enumerations, from their source: the annotation processor skips those in maps and lists.
 */
final class SourceComments {

    private static final Path SOURCES = Path.of("src", "main", "java");

    private static final Pattern COMMENTED = Pattern.compile(
            "/\\*\\*((?:(?!\\*/).)*)\\*/\\s*(?:@\\w+(?:\\([^)]*\\))?\\s*)*"
                    + "(?:(?:public )?(record|enum) (\\w+)|([A-Z_]+)[,;\\s(])",
            Pattern.DOTALL);

    private static final Pattern PARAMETER = Pattern.compile("@param (\\w+) ((?:(?!@param).)*)", Pattern.DOTALL);

    private static final Map<String, Map<String, String>> FILES = new ConcurrentHashMap<>();

    private SourceComments() {}

    /** Returns the comment of a component of a record, or of a constant of an enumeration; empty if there is none. */
    static String of(Class<?> type, String member) {
        var file = type.getName().replaceAll("\\$.*", "").replace('.', '/') + ".java";
        return FILES.computeIfAbsent(file, SourceComments::read).getOrDefault(type.getSimpleName() + "." + member, "");
    }

    private static Map<String, String> read(String file) {
        try {
            return Files.exists(SOURCES.resolve(file)) ? parse(Files.readString(SOURCES.resolve(file))) : Map.of();
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }

    private static Map<String, String> parse(String source) {
        var comments = new HashMap<String, String>();
        var type = "";
        var commented = COMMENTED.matcher(source);
        while (commented.find()) {
            var text = commented.group(1).replaceAll("\\s*\\n\\s*\\*? *", " ").strip();
            if (commented.group(4) != null) {
                comments.put(type + "." + commented.group(4), text);
                continue;
            }
            type = commented.group(3);
            var parameter = PARAMETER.matcher(text);
            while (parameter.find()) {
                comments.put(type + "." + parameter.group(1), parameter.group(2).strip());
            }
        }
        return comments;
    }
}
