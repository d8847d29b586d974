package io.unifiedtls.internal.text;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Distinguishes text that may be a key, or a part of one, from names of files and other values that messages may show.
 *
 * <p>People paste keys where a path belongs, in every format and half of it lost. So this does not recognize keys: a
 * value is shown only if it is short and reads like words.
 */
public final class SecretText {

    /** More than any value that a person reads in a message. */
    private static final int LONGEST_SHOWN = 80;

    // PEM, PuTTY and JWK
    private static final Pattern MARK = Pattern.compile(
            "\\b(BEGIN|END) [A-Z]|PRIVATE.?KEY-|PuTTY-User-Key|Private-(Lines|MAC)|\"(kty|d)\"", Pattern.DOTALL);

    // a line end in the middle, or any other control character; a tab at either end is white space that was not seen
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    private static final Pattern ESCAPE = Pattern.compile("%[0-9A-Fa-f]{2}");

    // 20 bytes in the id of a PKCS#11 URI; encoding twice hides a key from every other rule
    private static final int MOST_ESCAPES = 24;

    // what may stand between the lines or groups of an encoded key
    private static final Pattern SEPARATOR = Pattern.compile("[\\s\\p{Z}\\p{Cf},;:|\"'`]+|\\\\[nrt]");

    // 20 bytes in hexadecimal; words of a path end at a dot, a dash or a slash
    private static final Pattern LONG_WORD = Pattern.compile("[A-Za-z0-9+=]{41}");

    // 45 bytes in Base64: an Ed25519 key in PKCS#8 is 48
    private static final Pattern LONG_RUN = Pattern.compile("[A-Za-z0-9+/_=-]{61}");

    private static final int WINDOW = 16;

    /** Changes between upper case, lower case and digits in a window: of Base64 9 on average, of paths 1 or 2. */
    private static final int CHANGES_IN_RANDOM_TEXT = 6;

    private SecretText() {}

    /** Returns the text if a message may show it, cut after 80 characters, else how long it is. */
    public static String shown(String text) {
        return (text.length() <= LONGEST_SHOWN || mayBeIn(text)) ? whole(text) : text.substring(0, LONGEST_SHOWN) + "…";
    }

    /** Returns the text if a message may show it, else how long it is. */
    public static String whole(String text) {
        return mayBeIn(text) ? "(%d characters that may be a key)".formatted(text.length()) : text;
    }

    /** Returns a path as {@link #shown(String)} does, the whole of one that exists, or whose directory does. */
    public static String shown(Path path) {
        var absolute = path.toAbsolutePath();
        var directory = absolute.getParent();
        var isKnown = Files.exists(absolute)
                || directory != null
                        && Files.isDirectory(directory)
                        && !mayBeIn(String.valueOf(absolute.getFileName()));
        return isKnown || !mayBeIn(path.toString()) && absolute.toString().length() <= LONGEST_SHOWN
                ? absolute.toString()
                : shown(path.toString());
    }

    /** Returns whether the text may hold a key, or a part of one. */
    public static boolean mayBeIn(String text) {
        var stripped = text.strip();
        if (MARK.matcher(decoded(stripped)).find()
                || CONTROL.matcher(stripped).find()
                || ESCAPE.matcher(stripped).results().count() > MOST_ESCAPES) {
            return true;
        }
        var joined = SEPARATOR.matcher(decoded(stripped)).replaceAll("");
        return LONG_WORD.matcher(joined).find()
                || looksRandom(joined)
                || LONG_RUN.matcher(joined).find() && !isBelowADirectory(stripped);
    }

    private static String decoded(String text) {
        return ESCAPE.matcher(text)
                .replaceAll(escape ->
                        Matcher.quoteReplacement(URLDecoder.decode(escape.group(), StandardCharsets.ISO_8859_1)));
    }

    private static boolean looksRandom(String text) {
        var changes = 0;
        for (int i = 1; i < text.length(); i++) {
            changes += change(text, i);
            if (i >= WINDOW) {
                changes -= change(text, i - WINDOW + 1);
            }
            if (changes >= CHANGES_IN_RANDOM_TEXT) {
                return true;
            }
        }
        return false;
    }

    /** Returns 1 if a letter or digit is of another kind than the one before it. */
    private static int change(String text, int index) {
        int kind = kind(text.charAt(index));
        int before = kind(text.charAt(index - 1));
        return (kind != 0 && before != 0 && kind != before) ? 1 : 0;
    }

    private static int kind(char c) {
        if (c >= '0' && c <= '9') {
            return 1;
        }
        return (c >= 'a' && c <= 'z') ? 2 : (c >= 'A' && c <= 'Z') ? 3 : 0;
    }

    /** Returns whether the first directories of a path exist: those of a key do not. */
    private static boolean isBelowADirectory(String text) {
        try {
            var path = Path.of(text.startsWith("file:") ? text.substring("file:".length()) : text);
            return path.getNameCount() > 1
                    && Files.isDirectory(path.isAbsolute() ? path.getRoot().resolve(path.getName(0)) : path.getName(0));
        } catch (InvalidPathException notAPath) {
            return false;
        }
    }
}
