import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Fails if a link or an image of the site leads nowhere: {@code java Links.java site}. Links to other sites are not followed. */
final class Links {

    private static final Pattern LINK = Pattern.compile("(?:href|src)=\"([^\"]*)\"");

    public static void main(String[] arguments) throws IOException {
        var broken = new TreeSet<String>();
        var count = 0;
        try (var files = Files.walk(Path.of(arguments[0]))) {
            for (var page : files.filter(file -> file.toString().endsWith(".html")).toList()) {
                var links = LINK.matcher(Files.readString(page)).results().map(link -> link.group(1)).toList();
                count += links.size();
                for (var link : links) {
                    if (!link.matches("[a-z]+:.*") && !leadsSomewhere(page, link)) {
                        broken.add(page + ": " + link);
                    }
                }
            }
        }
        broken.forEach(System.err::println);
        if (count == 0 || !broken.isEmpty()) {
            System.exit(1);
        }
    }

    private static boolean leadsSomewhere(Path page, String link) throws IOException {
        var hash = (link + "#").indexOf('#');
        var path = URI.create(link.substring(0, hash)).getPath();
        var target = path.isEmpty() ? page : page.resolveSibling(path);
        var anchor = link.substring(Math.min(hash + 1, link.length()));
        return Files.isRegularFile(target)
                && (anchor.isEmpty() || Files.readString(target).contains("id=\"" + anchor + "\""));
    }
}
