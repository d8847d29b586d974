package io.unifiedtls.autoconfigure.actuate;

import java.util.Locale;

/** Writes constants as the properties do. */
final class Words {

    private Words() {}

    /** Returns a constant such as {@code use-default}. */
    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
