package io.unifiedtls.pkcs11;

import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.nio.charset.StandardCharsets;
import java.security.KeyStoreSpi;
import java.security.Provider;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import io.unifiedtls.ConfigurationException;

/**
 * The labels of tokens and the ids of objects, which the JDK's provider for PKCS#11 reads but does not tell.
 *
 * <p>There is no API for them, so this needs, for ids and before JDK 22 (see {@link NativeTokens}) for labels, the JVM
 * option {@code --add-opens=jdk.crypto.cryptoki/sun.security.pkcs11=ALL-UNNAMED}, or {@code Add-Opens:
 * jdk.crypto.cryptoki/sun.security.pkcs11} in the manifest of an executable jar.
 */
final class SunPkcs11Reflection {

    private static final String OPTION = "--add-opens=jdk.crypto.cryptoki/sun.security.pkcs11=" + reader();

    private static final String SLOT = "slot-id= and the number that pkcs11-tool -L shows, or JDK 22 or later";

    private static final String OBJECT = "object= and the label";

    private static final Pattern LABEL = Pattern.compile("(?m)^ *label: (.{0,32}?) *$");

    private SunPkcs11Reflection() {}

    private static String reader() {
        var module = SunPkcs11Reflection.class.getModule();
        return module.isNamed() ? module.getName() : "ALL-UNNAMED";
    }

    /** Returns the label of the token under a provider; empty if there is no token. */
    static Optional<String> label(Provider provider) throws ConfigurationException {
        var token = field(provider, "token", "token", SLOT);
        var information = (token == null) ? null : field(token, "tokenInfo", "token", SLOT);
        var label = LABEL.matcher(String.valueOf(information));
        return label.find() ? Optional.of(label.group(1)) : Optional.empty();
    }

    /** Returns the id of the object with an alias in a key store, a character for each byte. */
    static Optional<String> id(KeyStoreSpi keyStore, String alias) throws ConfigurationException {
        var aliases = field(keyStore, "aliasMap", "id", OBJECT);
        var entry = (aliases instanceof Map<?, ?> map) ? map.get(alias) : null;
        var id = (entry == null) ? null : field(entry, "id", "id", OBJECT);
        return (id instanceof byte[] bytes)
                ? Optional.of(new String(bytes, StandardCharsets.ISO_8859_1))
                : Optional.empty();
    }

    private static @Nullable Object field(Object object, String name, String attribute, String instead)
            throws ConfigurationException {
        try {
            Field field = object.getClass().getDeclaredField(name);
            field.setAccessible(true);
            return field.get(object);
        } catch (ReflectiveOperationException | InaccessibleObjectException closed) {
            throw new ConfigurationException(
                    "the JDK does not support '%s' in a PKCS#11 URI; use %s, or start the JVM with %s"
                            .formatted(attribute, instead, OPTION),
                    closed);
        }
    }
}
