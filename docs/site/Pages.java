import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Prepares the pages of the guide for Maven's site plugin: {@code java Pages.java docs pages https://forge}.
 *
 * <p>On the forge, headings have anchors of another form, {@code README.md} is the first page of a directory, and links may leave the
 * guide.
 */
final class Pages {

    private static final Pattern HEADING = Pattern.compile("(#{1,6} +)(.*)");

    /** A link to a file of the repository that is not part of the guide. */
    private static final Pattern OUTSIDE = Pattern.compile("]\\((?:\\.\\./)+([A-Z][A-Z]+\\.md|samples|benchmarks|tls|autoconfigure|testing)\\b");

    private static final Pattern FIRST_PAGE = Pattern.compile("(]\\((?:[a-z./-]*/)?)README\\.md");

    public static void main(String[] arguments) throws IOException {
        var docs = Path.of(arguments[0]);
        var pages = Path.of(arguments[1]);
        try (var files = Files.walk(docs)) {
            for (var file : files.filter(any -> any.toString().endsWith(".md")).toList()) {
                var page = pages.resolve(docs.relativize(file).toString().replace("README", "index"));
                Files.createDirectories(page.getParent());
                Files.writeString(page, prepared(Files.readString(file), arguments[2]));
            }
        }
    }

    private static String prepared(String page, String forge) {
        var prepared = new StringBuilder();
        var slugs = new HashMap<String, Integer>();
        var inCode = false;
        for (var line : page.split("\n")) {
            inCode ^= line.strip().startsWith("```");
            prepared.append(inCode ? line : line(line, slugs, forge)).append('\n');
        }
        return prepared.toString();
    }

    private static String line(String line, Map<String, Integer> slugs, String forge) {
        var heading = HEADING.matcher(line);
        var anchored = heading.matches()
                ? heading.group(1) + "<a id=\"" + anchor(heading.group(2), slugs) + "\"></a>" + heading.group(2)
                : line;
        var inside = OUTSIDE.matcher(anchored).replaceAll("](" + forge + "/$1");
        // Doxia reads HTML as XML
        return FIRST_PAGE.matcher(inside).replaceAll("$1index.md").replace("<br>", "<br/>");
    }

    /** As GitHub; LinkTests has the same rule. */
    private static String anchor(String heading, Map<String, Integer> slugs) {
        var slug = heading.strip()
                .replaceAll("!?\\[([^\\]]*)]\\([^)]*\\)", "$1")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}\\p{M} _-]", "")
                .replace(' ', '-');
        // Doxia does the same to links
        slug = slug.matches("[0-9].*") ? "a" + slug : slug;
        var count = slugs.merge(slug, 1, Integer::sum);
        return (count == 1) ? slug : slug + "-" + (count - 1);
    }
}
