package io.unifiedtls.autoconfigure;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.springframework.core.io.ResourceLoader;
import org.springframework.util.ResourceUtils;
import org.springframework.util.StringUtils;

import io.unifiedtls.MaterialSource;
import io.unifiedtls.autoconfigure.diagnostics.Snippet;
import io.unifiedtls.autoconfigure.diagnostics.TlsConfigurationException;
import io.unifiedtls.internal.text.SecretText;

/** Finds what locations name: a file, a resource of the class path, or the PEM text itself. */
final class LocationResolver {

    // a drive of Windows is a single letter
    private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.*-]+):.*", Pattern.DOTALL);

    private static final Pattern LOCAL_HOST = Pattern.compile("\\A//(localhost)?(?=/)");

    private static final Pattern ESCAPES = Pattern.compile("(%[0-9A-Fa-f]{2})+");

    private final ResourceLoader resources;

    LocationResolver(ResourceLoader resources) {
        this.resources = resources;
    }

    /** Returns what a location or an id names; nothing is read or looked up yet. */
    MaterialSource sourceOrId(String property, String location) {
        if (!LocationFormat.isId(location)) {
            return source(property, location);
        }
        Placeholders.checkResolved(location, property);
        requireStripped(property, location);
        return MaterialSource.id(location);
    }

    /** Returns what a location names; a file is not read yet. */
    MaterialSource source(String property, String location) {
        if (LocationFormat.isText(location)) {
            return MaterialSource.buffer(location.getBytes(StandardCharsets.UTF_8));
        }
        if (location.startsWith(LocationFormat.BASE64_PREFIX)) {
            return MaterialSource.buffer(LocationFormat.decoded(location).orElseThrow(() -> malformed(property)));
        }
        Placeholders.checkResolved(location, property);
        if (location.startsWith(ResourceUtils.CLASSPATH_URL_PREFIX)) {
            return resource(property, location);
        }
        return MaterialSource.file(path(property, location));
    }

    /** Returns the path of a location that has to be a file or a directory. */
    Path path(String property, String location) {
        Placeholders.checkResolved(location, property);
        if (location.isBlank()) {
            throw new TlsConfigurationException(
                    property, "the value is empty", "Set it to a location, or remove it:", example(property));
        }
        if (LocationFormat.isBase64(location)) {
            throw new TlsConfigurationException(
                    property,
                    "neither a location nor PEM text, but Base64 without the BEGIN and END lines",
                    "Prefix it with base64:, keep the lines that begin with -----BEGIN and -----END, or specify a file:",
                    example(property));
        }
        requireStripped(property, location);
        try {
            if (location.startsWith(ResourceUtils.FILE_URL_PREFIX)) {
                return file(location);
            }
            if (!SCHEME.matcher(location).matches()) {
                return Path.of(location);
            }
        } catch (InvalidPathException exception) { // which shows the path, even if that is a key
            throw new TlsConfigurationException(
                    property,
                    exception.getReason().contains("unmappable")
                            ? "'%s' has characters that the locale of this process cannot encode"
                                    .formatted(LocationFormat.printable(location))
                            : "'%s' is not a valid path".formatted(LocationFormat.printable(location)),
                    "Start the process with LC_ALL=C.UTF-8 if the name has letters beyond ASCII, or set another location:",
                    example(property));
        }
        throw new TlsConfigurationException(
                property,
                "'%s' is not supported; use file:, classpath: or base64:".formatted(LocationFormat.printable(location)),
                "Set it to a file, a class path resource, or the PEM text itself:",
                example(property));
    }

    private static void requireStripped(String property, String location) {
        if (!location.equals(location.strip())) {
            throw new TlsConfigurationException(
                    property,
                    "'%s' begins or ends with white space".formatted(escaped(location)),
                    "Remove the white space:",
                    SecretText.mayBeIn(location) ? example(property) : Snippet.of(property, location.strip()));
        }
    }

    private static String escaped(String location) {
        return SecretText.shown(location)
                .replace("\t", "\\t")
                .replace("\r", "\\r")
                .replace("\n", "\\n");
    }

    private static TlsConfigurationException malformed(String property) {
        return new TlsConfigurationException(
                property,
                "the value after base64: is not valid Base64",
                "Encode the whole file, with: base64 -w0 www.pem",
                "");
    }

    /** Every character of a path stands for itself; only if there is no such file, it is read as a URL with escapes. */
    private static Path file(String location) {
        var written = location.substring(ResourceUtils.FILE_URL_PREFIX.length());
        // file:///etc, and file://localhost/etc (RFC 8089)
        var path = LOCAL_HOST.matcher(written).replaceFirst("");
        // File takes /C:/tls for a drive of Windows, Path does not
        var exact = new File(path).toPath();
        if (!ESCAPES.matcher(path).find() || Files.exists(exact)) {
            return exact;
        }
        var decoded = new File(ESCAPES.matcher(path).replaceAll(LocationResolver::decoded)).toPath();
        return Files.exists(decoded) ? decoded : exact;
    }

    private static String decoded(MatchResult escapes) {
        return Matcher.quoteReplacement(StringUtils.uriDecode(escapes.group(), StandardCharsets.UTF_8));
    }

    private MaterialSource resource(String property, String location) {
        var resource = this.resources.getResource(location);
        try {
            return MaterialSource.buffer(resource.getContentAsByteArray());
        } catch (IOException exception) { // which shows the location, even if that is a key
            throw new TlsConfigurationException(
                    property,
                    "no such resource on the class path: %s"
                            .formatted(
                                    SecretText.shown(location.substring(ResourceUtils.CLASSPATH_URL_PREFIX.length()))),
                    "Put it below src/main/resources, or specify a file:",
                    example(property));
        }
    }

    private static String example(String property) {
        return Snippet.example(property);
    }
}
