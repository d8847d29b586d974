package io.unifiedtls.autoconfigure;

import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/** What the value of a property with a certificate, a key or a key store says about where it is. */
final class Location {

    private static final String PEM = "-----BEGIN";

    // a DER sequence of 32 bytes or more, as a key without its first and last line is: no path that anybody has
    private static final Pattern BASE64 = Pattern.compile("\\s*M[A-Za-z0-9+/\\s]{40,}={0,2}\\s*");

    // what TlsPrivateKey.fromId takes; a path that begins so is written with file: before it
    private static final Pattern ID = Pattern.compile("(pkcs11|alias):.*", Pattern.DOTALL);

    // which is refused, but not repeated
    private static final Pattern PIN = Pattern.compile("pin-value=[^&]*");

    private Location() {}

    /** Returns whether it names an object in a PKCS#11 token, or an entry of the key store of the platform. */
    static boolean isId(String location) {
        return ID.matcher(location).matches();
    }

    static boolean isPem(String location) {
        return location.contains(PEM);
    }

    static boolean isBase64(String location) {
        return BASE64.matcher(location).matches();
    }

    /** Returns a location that may be printed: text that may be a key never is. */
    static @Nullable String printable(@Nullable String location) {
        if (location == null) {
            return null;
        }
        if (isPem(location)) {
            return "PEM text";
        }
        if (isId(location)) {
            return PIN.matcher(location).replaceAll("pin-value=…");
        }
        return isBase64(location) ? "Base64 text" : location;
    }
}
