package io.unifiedtls.pkcs11;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.unifiedtls.ConfigurationException;
import io.unifiedtls.MaterialSource;
import io.unifiedtls.internal.material.TokenReader.Use;
import io.unifiedtls.internal.text.SecretText;

/**
 * The name of an object in a token (RFC 7512), such as
 * {@code pkcs11:token=web;object=www?module-path=/usr/lib/softhsm/libsofthsm2.so}.
 *
 * @param text what messages call the object: the URI without anything secret
 * @param attributes what the URI says, percent-decoded byte for byte (ISO 8859-1), by name
 */
record TokenUri(String text, Map<String, String> attributes) {

    private static final String SCHEME = "pkcs11:";

    private static final Set<String> IN_PATH = Set.of("object", "id", "token", "type", "slot-id");

    private static final Set<String> IN_QUERY = Set.of("module-path", "module-name", "pin-source");

    /**
     * Parses an id, and checks that it names an object for a use. Nothing is looked up.
     *
     * @throws ConfigurationException if it is no such URI
     */
    static TokenUri parse(MaterialSource.Id id, Use use) throws ConfigurationException {
        var text = id.id();
        if (!text.startsWith(SCHEME)) {
            throw new ConfigurationException(
                    "%s is not a PKCS#11 URI; use pkcs11:object=www?module-path=/usr/lib/softhsm/libsofthsm2.so, or use a file or a key store"
                            .formatted(id));
        }
        if (text.contains("pin-value=")) { // anywhere: a separator may be wrong, and messages show the other values
            throw new ConfigurationException(
                    "a PIN in a PKCS#11 URI would appear in logs; supply it with fromIdWithPassword, or specify a file with pin-source");
        }
        var question = text.indexOf('?');
        var attributes = new HashMap<String, String>();
        read(text.substring(SCHEME.length(), (question < 0) ? text.length() : question), ";", IN_PATH, attributes);
        if (question >= 0) {
            read(text.substring(question + 1), "&", IN_QUERY, attributes);
        }
        var uri = new TokenUri(text, Map.copyOf(attributes));
        uri.check(use);
        return uri;
    }

    private static void read(String part, String separator, Set<String> known, Map<String, String> attributes)
            throws ConfigurationException {
        if (part.isEmpty()) {
            return;
        }
        for (var attribute : part.split(separator, -1)) {
            var equals = attribute.indexOf('=');
            if (equals < 0) {
                throw new ConfigurationException(
                        "a part of a PKCS#11 URI has no value; write object=www;type=cert?module-path=…");
            }
            var name = attribute.substring(0, equals);
            if (!known.contains(name)) {
                throw new ConfigurationException(
                        "'%s' is not supported in a PKCS#11 URI; use object, id, token, type and slot-id, then after a question mark module-path or module-name, and pin-source"
                                .formatted(SecretText.shown(name)));
            }
            if (attributes.put(name, decoded(name, attribute.substring(equals + 1))) != null) {
                throw new ConfigurationException("a PKCS#11 URI sets '%s' twice".formatted(name));
            }
        }
    }

    private static String decoded(String name, String value) throws ConfigurationException {
        try {
            // A plus sign is one: this is no HTML form.
            return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.ISO_8859_1);
        } catch (IllegalArgumentException malformed) {
            throw new ConfigurationException(
                    "the '%s' of a PKCS#11 URI is malformed; write a byte as %%41".formatted(name));
        }
    }

    private void check(Use use) throws ConfigurationException {
        if (object().isEmpty() && id().isEmpty()) {
            throw new ConfigurationException(
                    "%s does not specify an object; add object= and its label".formatted(this));
        }
        var type = (use == Use.PRIVATE_KEY) ? "private" : "cert";
        if (!this.attributes.getOrDefault("type", type).equals(type)) {
            throw new ConfigurationException("%s is used as %s; set type=%s or remove it"
                    .formatted(this, (use == Use.PRIVATE_KEY) ? "a private key" : "a certificate", type));
        }
        if (this.attributes.containsKey("module-path") == this.attributes.containsKey("module-name")) {
            throw new ConfigurationException(
                    "%s must specify a PKCS#11 module; add ?module-path=/usr/lib/softhsm/libsofthsm2.so, or that of your token"
                            .formatted(this));
        }
        if (this.attributes.containsKey("token") && this.attributes.containsKey("slot-id")) {
            throw new ConfigurationException("%s has both token and slot-id; keep one".formatted(this));
        }
        slot();
        modulePath();
        pinSource();
    }

    Optional<String> object() {
        return text("object");
    }

    /** Returns the CKA_ID, a character for each byte. */
    Optional<String> id() {
        return Optional.ofNullable(this.attributes.get("id"));
    }

    Optional<String> token() {
        return text("token");
    }

    Optional<Long> slot() throws ConfigurationException {
        var slot = text("slot-id");
        try {
            return slot.map(Long::parseUnsignedLong);
        } catch (NumberFormatException e) {
            throw new ConfigurationException("%s has a slot-id that is not a number".formatted(this), e);
        }
    }

    Optional<Path> modulePath() throws ConfigurationException {
        var path = text("module-path");
        return path.isEmpty() ? Optional.empty() : Optional.of(absolute("module-path", path.get()));
    }

    Optional<String> moduleName() {
        return text("module-name");
    }

    /** Returns the file that holds the PIN: a path, or a URI of one (RFC 7512, section 2.4). */
    Optional<Path> pinSource() throws ConfigurationException {
        var source = text("pin-source");
        if (source.isEmpty()) {
            return Optional.empty();
        }
        var path = source.get().startsWith("file:") ? source.get().substring("file:".length()) : source.get();
        return Optional.of(absolute("pin-source", path));
    }

    /** Relative paths, commands and other hosts are refused. */
    private Path absolute(String name, String text) throws ConfigurationException {
        try {
            var path = Path.of(text.startsWith("///") ? text.substring(2) : text);
            if (path.isAbsolute() && (!text.startsWith("//") || text.startsWith("///"))) {
                return path;
            }
            throw new ConfigurationException("the %s of %s is not an absolute path".formatted(name, this));
        } catch (InvalidPathException e) {
            throw new ConfigurationException("the %s of %s is not an absolute path".formatted(name, this), e);
        }
    }

    private Optional<String> text(String name) {
        return Optional.ofNullable(this.attributes.get(name))
                .map(bytes -> new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
    }

    /** Returns the URI, if messages may show it. */
    @Override
    public String toString() {
        return SecretText.whole(this.text);
    }
}
