package io.unifiedtls.internal.material;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;

import io.unifiedtls.ConfigurationException;
import io.unifiedtls.internal.x509.DerReader;

/** Describes what is wrong with content that is almost PEM or DER, without quoting any part of it. */
final class ContentDiagnosis {

    private static final String ODD_DASH = "[\\p{Pd}\\u2212\\u00AD&&[^-]]";

    private static final String ODD_SPACE = "[\\p{Z}\\p{Cf}&&[^ \\u00AD]]";

    // a comment in a bundle may contain END of something else
    private static final String LABEL =
            "(BEGIN|END) [A-Z0-9. ]{0,40}\\b(CERTIFICATE|KEY|CRL|REQUEST|PARAMETERS|PKCS7|CMS)\\b";

    // what a word processor makes of hyphens
    private static final Pattern DASHES = Pattern.compile("%1$s-*\\s?%2$s|%2$s\\s?-*%1$s".formatted(ODD_DASH, LABEL));

    private static final Pattern SPACES = Pattern.compile("-(BEGIN|END)[A-Z0-9 ]*%s".formatted(ODD_SPACE));

    private static final Pattern ODD = Pattern.compile("%s|%s".formatted(ODD_DASH, ODD_SPACE));

    private static final Pattern FEW_HYPHENS = Pattern.compile("(?<!-)-{1,4}" + LABEL);

    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/_\\s-]{40,}={0,2}\\s*");

    private ContentDiagnosis() {}

    /** Refuses lines that begin or end a block for a person, and not for a reader of PEM, which would skip them. */
    static void refuse(String text, String source) throws ConfigurationException {
        if (DASHES.matcher(text).find()) {
            throw new ConfigurationException(
                    "the dashes of a BEGIN or END line in %s are not hyphens; replace them with five hyphens each"
                            .formatted(source));
        }
        var spaces = SPACES.matcher(text);
        if (spaces.find()) {
            throw new ConfigurationException("a BEGIN or END line in %s has %s; replace it with a space"
                    .formatted(
                            source,
                            name(spaces.group().codePointBefore(spaces.group().length()))));
        }
        if (FEW_HYPHENS.matcher(text).find()) {
            throw new ConfigurationException("a BEGIN or END line in %s has fewer than five hyphens".formatted(source));
        }
    }

    /** Returns which character that looks like a space or a hyphen makes Base64 malformed, empty if none does. */
    static String oddCharacter(String body) {
        var odd = ODD.matcher(body);
        return odd.find() ? ": it has %s".formatted(name(odd.group().codePointAt(0))) : "";
    }

    private static String name(int character) {
        return "the character U+%04X (%s)".formatted(character, String.valueOf(Character.getName(character)));
    }

    /** Returns what the content is, if it is neither PEM nor DER. */
    static String describe(byte[] content) {
        var behind = behindDer(content);
        if (!behind.isEmpty()) {
            return behind;
        }
        var text = new String(content, StandardCharsets.UTF_8);
        if (text.contains("PuTTY-User-Key-File")) {
            return "it holds a key in PuTTY format; convert it with: puttygen key.ppk -O private-openssh -o key, then ssh-keygen -p -m PKCS8 -f key";
        }
        if (text.stripLeading().startsWith("{")) {
            return "it holds JSON; convert a JWK to PEM";
        }
        if (BASE64.matcher(text.strip()).matches()) {
            return "it holds Base64 without a line '-----BEGIN …-----'";
        }
        return text.contains("-----END ")
                ? "it has a line '-----END …-----' but no '-----BEGIN …-----' line"
                : "it holds neither PEM nor DER";
    }

    /** A file made by appending one to another, or by a tool that adds a line end. */
    private static String behindDer(byte[] content) {
        try {
            var reader = DerReader.of(content);
            reader.sequence();
            var behind = reader.remaining().length;
            var first = Arrays.copyOf(content, content.length - behind);
            var kind = PemType.ofBinary(first);
            return (kind == PemType.OTHER)
                    ? ""
                    : "it holds %s in DER with more behind it; put each in its own file, or convert all to PEM"
                            .formatted(kind.description());
        } catch (IOException notDer) {
            return "";
        }
    }
}
