package io.unifiedtls.samples.tomcat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A page of Markdown: what it links to, and the anchors of its headings.
 *
 * @param links targets of links and images, as they are written
 * @param anchors what can follow {@code #} in a link to this page
 */
record MarkdownPage(List<String> links, Set<String> anchors) {

    private static final Pattern FENCED_CODE = Pattern.compile("(?ms)^ *```.*?^ *```$");

    private static final Pattern INLINE_CODE = Pattern.compile("(`+)(?s:.+?)\\1");

    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.*)$");

    private static final Pattern LINK = Pattern.compile(
            // [text](target), ![text](target), [label]: target, <img src="target">
            "\\]\\(([^)\\s]*)\\)|^\\[[^\\]]+]: *(\\S+)|(?:src|href)=\"([^\"]*)\"", Pattern.MULTILINE);

    private static final Pattern EXPLICIT_ANCHOR = Pattern.compile("<a (?:id|name)=\"([^\"]*)\"");

    static MarkdownPage read(Path file) throws IOException {
        var text = FENCED_CODE.matcher(Files.readString(file)).replaceAll("");
        return new MarkdownPage(links(text), anchors(text));
    }

    private static List<String> links(String text) {
        return LINK.matcher(INLINE_CODE.matcher(text).replaceAll("code"))
                .results()
                .map(MarkdownPage::target)
                .toList();
    }

    private static String target(MatchResult link) {
        for (var group = 1; group < link.groupCount(); group++) {
            if (link.group(group) != null) {
                return link.group(group);
            }
        }
        return link.group(link.groupCount());
    }

    private static Set<String> anchors(String text) {
        var anchors = new HashSet<String>();
        EXPLICIT_ANCHOR.matcher(text).results().map(anchor -> anchor.group(1)).forEach(anchors::add);
        var repeated = new HashMap<String, Integer>();
        HEADING.matcher(text).results().map(heading -> slug(heading.group(1))).forEach(slug -> {
            var count = repeated.merge(slug, 1, Integer::sum);
            anchors.add((count == 1) ? slug : slug + "-" + (count - 1));
        });
        return anchors;
    }

    /** Returns the anchor that GitHub gives to a heading. */
    static String slug(String heading) {
        return heading.strip()
                .replaceAll("!?\\[([^\\]]*)]\\([^)]*\\)", "$1")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}\\p{M} _-]", "")
                .replace(' ', '-');
    }
}
