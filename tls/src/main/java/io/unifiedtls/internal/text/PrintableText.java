package io.unifiedtls.internal.text;

/** Makes a text of a peer safe to show: a single line without control characters, of limited length. */
public final class PrintableText {

    // RFC 1035 2.3.4: a host name has no more
    private static final int LONGEST_NAME = 255;

    private PrintableText() {}

    /** Returns a name without line breaks, so that it cannot forge another line of a log. */
    public static String of(String name) {
        return of(name, LONGEST_NAME);
    }

    /** Returns a text without line breaks, of at most so many characters. */
    public static String of(String text, int longest) {
        var characters = new StringBuilder();
        text.codePoints()
                .limit(longest)
                .map(character -> isPrintable(character) ? character : '?')
                .forEach(characters::appendCodePoint);
        return characters.toString();
    }

    private static boolean isPrintable(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
