package io.unifiedtls.autoconfigure;

import org.jspecify.annotations.Nullable;

/** What the value of a property with a certificate, a key or a key store says about where it is. */
final class Location {

    private static final String PEM = "-----BEGIN";

    private Location() {}

    static boolean isPem(String location) {
        return location.stripLeading().startsWith(PEM);
    }

    /** Returns a location that may be printed: PEM text may hold a key, so it never is. */
    static @Nullable String printable(@Nullable String location) {
        return (location != null && isPem(location)) ? "PEM text" : location;
    }
}
