package io.unifiedtls;

import java.util.Locale;

/** A side of a connection. */
public enum Side {
    CLIENT,
    SERVER;

    /** Returns the name in lower case, as in the tag {@code side} of the meters. */
    public String tag() {
        return name().toLowerCase(Locale.ROOT);
    }
}
