package io.unifiedtls.autoconfigure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Pattern;

import org.springframework.core.io.ResourceLoader;
import org.springframework.util.ResourceUtils;

import io.unifiedtls.MaterialSource;

/** Finds what locations name: a file, a resource of the class path, or the PEM text itself. */
final class Locations {

    // a drive of Windows is a single letter
    private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.*-]+):.*", Pattern.DOTALL);

    private final ResourceLoader resources;

    Locations(ResourceLoader resources) {
        this.resources = resources;
    }

    /** Returns what a location or an id names; nothing is read or looked up yet. */
    MaterialSource sourceOrId(String property, String location) {
        if (!Location.isId(location)) {
            return source(property, location);
        }
        requireStripped(property, location);
        return MaterialSource.id(location);
    }

    /** Returns what a location names; a file is not read yet. */
    MaterialSource source(String property, String location) {
        if (Location.isPem(location)) {
            return MaterialSource.buffer(location.getBytes(StandardCharsets.UTF_8));
        }
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
                    property, "the value is empty", "Set it to a location, or leave it out:", example(property));
        }
        if (Location.isBase64(location)) {
            throw new TlsConfigurationException(
                    property,
                    "neither a location nor PEM text, but Base64 without its first and last line",
                    "Keep the lines that begin with -----BEGIN and -----END, or name a file:",
                    example(property));
        }
        requireStripped(property, location);
        try {
            if (location.startsWith(ResourceUtils.FILE_URL_PREFIX)) {
                return ResourceUtils.getFile(location).toPath();
            }
            if (!SCHEME.matcher(location).matches()) {
                return Path.of(location);
            }
        } catch (InvalidPathException | IOException exception) {
            throw new TlsConfigurationException(
                    property,
                    "'%s' is no path of a file".formatted(location),
                    "Set it to a location:",
                    example(property),
                    exception);
        }
        throw new TlsConfigurationException(
                property,
                "'%s' cannot be read from; only file: and classpath: can".formatted(Location.printable(location)),
                "Set it to a file or a resource of the class path, or to the PEM text itself:",
                example(property));
    }

    private static void requireStripped(String property, String location) {
        if (!location.equals(location.strip())) {
            throw new TlsConfigurationException(
                    property,
                    "'%s' begins or ends with white space"
                            .formatted(location.replace("\t", "\\t").replace("\n", "\\n")),
                    "Remove the white space:",
                    Snippet.of(property, location.strip()));
        }
    }

    private MaterialSource resource(String property, String location) {
        var resource = this.resources.getResource(location);
        try {
            return MaterialSource.buffer(resource.getContentAsByteArray());
        } catch (IOException exception) {
            throw new TlsConfigurationException(
                    property,
                    "no such resource on the class path: %s"
                            .formatted(location.substring(ResourceUtils.CLASSPATH_URL_PREFIX.length())),
                    "Put it below src/main/resources, or name a file:",
                    example(property),
                    exception);
        }
    }

    private static String example(String property) {
        return Snippet.example(property);
    }
}
