package io.unifiedtls.internal.material;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Supplier;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import io.unifiedtls.ConfigurationException;
import io.unifiedtls.MaterialSource;
import io.unifiedtls.internal.material.TokenReader.Use;

/**
 * Resolves ids: an object in a PKCS#11 token, by its URI (RFC 7512), if there is a {@link TokenReader}; or an entry of
 * the {@link PlatformKeyStore}, by its alias, which may be written with {@code alias:} before it.
 */
public final class MaterialIds {

    private static final String TOKEN = "pkcs11:";

    private static final String ALIAS = "alias:";

    // RFC 3986 3.1; a drive of Windows is a single letter
    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:");

    private MaterialIds() {}

    /** What reads tokens, if the module that does is present; looked up once. */
    private static final class Tokens {

        private static final Optional<TokenReader> READER = ServiceLoader.load(
                        TokenReader.class, TokenReader.class.getClassLoader())
                .findFirst();
    }

    /**
     * Checks that an id names something for a use. Nothing is looked up.
     *
     * @throws ConfigurationException if it is neither a PKCS#11 URI nor an alias, or tokens are not supported
     */
    public static void check(MaterialSource.Id id, Use use) throws ConfigurationException {
        if (alias(id).isEmpty()) {
            tokens().check(id, use);
        }
    }

    /** Returns whether two ids name something in tokens, or both in the key store of the platform. */
    static boolean areTogether(MaterialSource.Id one, MaterialSource.Id other) {
        return one.id().startsWith(TOKEN) == other.id().startsWith(TOKEN);
    }

    /**
     * Returns a private key, which stays where it is if it cannot leave.
     *
     * @param password supplies the PIN of the token, or the password of the key; the array it returns is cleared after
     *     use
     */
    static PrivateKey privateKey(MaterialSource.Id id, @Nullable Supplier<char[]> password)
            throws ConfigurationException {
        var alias = alias(id);
        if (alias.isEmpty()) {
            return tokens().privateKey(id, password);
        }
        try {
            return PlatformKeyStore.load(System.getProperties(), password).privateKey(alias.get());
        } catch (GeneralSecurityException e) {
            throw new ConfigurationException("cannot read the private key of %s".formatted(id), e);
        }
    }

    /**
     * Returns a certificate, and those of its issuers as far as they are beside it.
     *
     * @param password supplies the PIN of the token, or the password of the key; the array it returns is cleared after
     *     use
     */
    static List<X509Certificate> chain(MaterialSource.Id id, @Nullable Supplier<char[]> password)
            throws ConfigurationException {
        var alias = alias(id);
        if (alias.isEmpty()) {
            return tokens().chain(id, password);
        }
        try {
            return PlatformKeyStore.load(System.getProperties(), password).chain(alias.get());
        } catch (GeneralSecurityException e) {
            throw new ConfigurationException("cannot read the certificate of %s".formatted(id), e);
        }
    }

    /** Returns every certificate with the label in a token, or the trusted one under an alias. */
    public static List<X509Certificate> trusted(MaterialSource.Id id) throws ConfigurationException {
        var alias = alias(id);
        if (alias.isEmpty()) {
            return tokens().certificates(id);
        }
        try {
            return List.of(PlatformKeyStore.load(System.getProperties(), null).trusted(alias.get()));
        } catch (GeneralSecurityException e) {
            throw new ConfigurationException("cannot read the certificate of %s".formatted(id), e);
        }
    }

    // The message does not show the id, which is not parsed here and may contain a PIN.
    private static TokenReader tokens() throws ConfigurationException {
        return Tokens.READER.orElseThrow(
                () -> new ConfigurationException(
                        "keys and certificates in PKCS#11 tokens require the module unified-tls-pkcs11; add it to the class path"));
    }

    private static Optional<String> alias(MaterialSource.Id id) throws ConfigurationException {
        var text = id.id();
        if (text.startsWith(TOKEN)) {
            return Optional.empty();
        }
        if (!text.startsWith(ALIAS) && SCHEME.matcher(text).lookingAt()) {
            throw new ConfigurationException(
                    "%s is neither a PKCS#11 URI nor an alias; write pkcs11:object=www?module-path=/usr/lib/softhsm/libsofthsm2.so, or alias: and the alias, or use a file or a key store"
                            .formatted(id));
        }
        var alias = text.startsWith(ALIAS) ? text.substring(ALIAS.length()) : text;
        if (alias.isBlank()) {
            throw new ConfigurationException("the id is empty; use a PKCS#11 URI or the alias of a key store entry");
        }
        return Optional.of(alias);
    }
}
