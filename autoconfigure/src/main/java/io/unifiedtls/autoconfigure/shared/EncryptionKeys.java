package io.unifiedtls.autoconfigure.shared;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

import io.unifiedtls.autoconfigure.diagnostics.Snippet;
import io.unifiedtls.autoconfigure.diagnostics.TlsConfigurationException;

/** The keys that encrypt what is in a store. */
final class EncryptionKeys {

    private static final int SHORTEST = 32;

    private EncryptionKeys() {}

    /**
     * Returns the keys of a property, of which there is at least one.
     *
     * @param encoded in Base64
     * @param requiredBy the setting that requires them, for messages
     */
    static List<byte[]> decoded(String property, List<String> encoded, String requiredBy) {
        if (encoded.isEmpty()) {
            throw wrong(property, property, "there is none, but " + requiredBy);
        }
        var keys = new ArrayList<byte[]>();
        for (var i = 0; i < encoded.size(); i++) {
            var name = (encoded.size() == 1) ? property : "%s[%d]".formatted(property, i);
            try {
                var key = Base64.getDecoder().decode(encoded.get(i).strip());
                if (key.length < SHORTEST) {
                    throw wrong(property, name, "it has %d bytes, which is too short".formatted(key.length));
                }
                keys.add(key);
            } catch (IllegalArgumentException notBase64) {
                throw wrong(property, name, "it is not Base64");
            }
        }
        return keys;
    }

    private static TlsConfigurationException wrong(String property, String name, String problem) {
        return new TlsConfigurationException(
                name,
                problem,
                "Create 32 random bytes with: openssl rand -base64 32; and give them to all nodes, by an environment variable:",
                Snippet.of(property, "${STORE_KEY}"));
    }
}
