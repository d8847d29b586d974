package io.unifiedtls.autoconfigure;

import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import io.unifiedtls.internal.text.SecretText;

/** The format of a property value with a certificate, a key or a key store, or its location. */
final class LocationFormat {

    /** The prefix of Base64, as in Spring Boot. */
    static final String BASE64_PREFIX = "base64:";

    // PEM, with hyphens or what a word processor makes of them; PuTTY; JWK. Or several lines: no path has more than
    // one.
    private static final Pattern TEXT = Pattern.compile(
            "[-\\p{Pd}]{2,}\\s*(BEGIN|END)\\b|PuTTY-User-Key-File|\\A\\s*\\{\\s*\"|\\S\\s*[\\r\\n]\\s*\\S");

    // a DER sequence of 24 bytes or more, or PEM, without anything else: no path that anybody has
    private static final Pattern BASE64 = Pattern.compile("\\s*(M|LS0tLS)[A-Za-z0-9+/_\\s-]{32,}={0,2}\\s*");

    // what TlsPrivateKey.fromId takes; a path that begins so is written with file: before it
    private static final Pattern ID = Pattern.compile("(pkcs11|alias):.*", Pattern.DOTALL);

    // which is refused, but not repeated
    private static final Pattern PIN = Pattern.compile("pin-value=[^&]*");

    // of a URL, which is refused too
    private static final Pattern USER = Pattern.compile("//[^/@]*@");

    private LocationFormat() {}

    /** Returns whether it names an object in a PKCS#11 token, or an entry of the key store of the platform. */
    static boolean isId(String location) {
        return ID.matcher(location).matches() && !isText(location);
    }

    /** Returns whether it is the content itself: PEM, or what somebody took for it. */
    static boolean isText(String location) {
        return TEXT.matcher(location).find() && !isBase64(location);
    }

    static boolean isBase64(String location) {
        return BASE64.matcher(location).matches();
    }

    /** Returns the content behind {@code base64:}, empty if it is not Base64. */
    static Optional<byte[]> decoded(String location) {
        var base64 = location.substring(BASE64_PREFIX.length())
                .replaceAll("\\s", "")
                .replace('-', '+')
                .replace('_', '/');
        try {
            return Optional.of(Base64.getDecoder().decode(base64)).filter(content -> content.length > 0);
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    /** Returns a location that may be printed: text that may be a key never is. */
    static @Nullable String printable(@Nullable String location) {
        if (location == null) {
            return null;
        }
        if (isText(location)) {
            return "PEM text";
        }
        if (location.startsWith(BASE64_PREFIX) || isBase64(location)) {
            return "Base64 text";
        }
        return isId(location)
                ? SecretText.whole(PIN.matcher(location).replaceAll("pin-value=…"))
                : SecretText.shown(USER.matcher(location).replaceAll("//…@"));
    }
}
