package io.unifiedtls.autoconfigure.shared;

import java.util.Base64;

/** Values as text, for stores of text. */
final class StoredText {

    private StoredText() {}

    static String of(byte[] value) {
        return Base64.getEncoder().encodeToString(value);
    }

    /** Returns the value; nothing for a text that was changed by hand, which is then reported as damaged. */
    static byte[] value(String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException damaged) {
            return new byte[0];
        }
    }
}
