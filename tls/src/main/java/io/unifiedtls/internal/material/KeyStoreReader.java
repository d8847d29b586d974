package io.unifiedtls.internal.material;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.UnrecoverableKeyException;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.unifiedtls.ConfigurationException;

/** Reads what a key store holds, once: decrypting a key of PKCS#12 costs milliseconds each time. */
public final class KeyStoreReader {

    /** The object identifier of a key that is not encrypted (RFC 7292, section 4.2.1), which Java skips. */
    private static final byte[] KEY_BAG = {
        0x06, 0x0B, 0x2A, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xF7, 0x0D, 0x01, 0x0C, 0x0A, 0x01, 0x01
    };

    private KeyStoreReader() {}

    /**
     * Returns a private key and its certificates.
     *
     * @param source what messages call the content, such as the file's name
     * @param type recognised from the content if null
     * @param password the key store's own; the array it returns is cleared after use, as is the next
     * @param alias needed only if there are several keys
     * @param keyPassword the password of the key store if null
     */
    public static KeyEntry key(
            byte[] content,
            String source,
            @Nullable String type,
            @Nullable Supplier<char[]> password,
            @Nullable String alias,
            @Nullable Supplier<char[]> keyPassword)
            throws ConfigurationException {
        var protection = keyPassword == null ? password : keyPassword;
        if (protection == null) {
            throw new ConfigurationException(
                    "the private key in %s is encrypted and no password is given".formatted(source));
        }
        try {
            var entries = OpenKeyStore.load(content, source, type, password);
            if (entries.aliases(KeyStore.PrivateKeyEntry.class).isEmpty() && holds(content, KEY_BAG)) {
                throw new ConfigurationException(
                        "%s holds a private key that is not encrypted, which Java cannot read; export it again without -keypbe NONE"
                                .formatted(source));
            }
            var chosen = alias == null ? entries.soleKey() : entries.requireKey(alias);
            return new KeyEntry(privateKey(entries, chosen, protection), entries.chain(chosen));
        } catch (GeneralSecurityException exception) {
            throw new ConfigurationException("cannot read the private key in %s".formatted(source), exception);
        }
    }

    /**
     * Returns every certificate that is an entry of its own, in the order of the aliases, at least one. The chains of
     * private keys are not among them.
     *
     * @param source what messages call the content, such as the file's name
     * @param type recognised from the content if null
     * @param password the array it returns is cleared after use
     */
    public static List<X509Certificate> trusted(
            byte[] content, String source, @Nullable String type, @Nullable Supplier<char[]> password)
            throws ConfigurationException {
        try {
            var entries = OpenKeyStore.load(content, source, type, password);
            var trusted = new ArrayList<X509Certificate>();
            for (var alias : entries.aliases(KeyStore.TrustedCertificateEntry.class)) {
                if (entries.keyStore().getCertificate(alias) instanceof X509Certificate certificate) {
                    trusted.add(certificate);
                }
            }
            if (trusted.isEmpty()) {
                throw new ConfigurationException(nothingTrusted(entries, password));
            }
            return List.copyOf(trusted);
        } catch (GeneralSecurityException exception) {
            throw new ConfigurationException("cannot read the certificates in %s".formatted(source), exception);
        }
    }

    /**
     * Returns the private key under an alias of one.
     *
     * @param password null where the key store needs none, such as that of an operating system
     */
    static PrivateKey privateKey(OpenKeyStore entries, String alias, @Nullable Supplier<char[]> password)
            throws GeneralSecurityException, ConfigurationException {
        var characters = (password == null) ? null : password.get();
        try {
            // never null: the alias is that of a private key
            var key = (PrivateKey) entries.keyStore().getKey(alias, characters);
            requireSupported(key, entries.source());
            return key;
        } catch (UnrecoverableKeyException exception) {
            throw new ConfigurationException(
                    isOfUnsupportedKey(exception.getCause())
                            ? "cannot read the private key '%s' in %s; use RSA, EC (P-256, P-384 or P-521), Ed25519 or Ed448"
                                    .formatted(alias, entries.source())
                            : "wrong password for the private key '%s' in %s".formatted(alias, entries.source()),
                    exception);
        } finally {
            if (characters != null) {
                Arrays.fill(characters, '\0');
            }
        }
    }

    /** Tells a key of another algorithm from a wrong password: bad padding, or once in 256 times no key at all. */
    private static boolean isOfUnsupportedKey(@Nullable Throwable cause) {
        return cause instanceof InvalidKeySpecException || cause instanceof NoSuchAlgorithmException;
    }

    /** Refuses what the JDK reads but cannot sign with, such as secp256k1. */
    private static void requireSupported(PrivateKey key, String source) throws ConfigurationException {
        if (key.getEncoded() == null) {
            return; // of a provider that keeps its keys to itself
        }
        try {
            PrivateKeyInfo.ofPkcs8(key.getEncoded()).algorithmName(source);
        } catch (ConfigurationException exception) {
            throw exception;
        } catch (IOException exception) {
            throw new ConfigurationException("the private key in %s is malformed".formatted(source), exception);
        }
    }

    private static boolean holds(byte[] content, byte[] part) {
        var latin1 = StandardCharsets.ISO_8859_1; // a character for each byte
        return new String(content, latin1).contains(new String(part, latin1));
    }

    private static String nothingTrusted(OpenKeyStore entries, @Nullable Supplier<char[]> password)
            throws GeneralSecurityException {
        var source = entries.source();
        var keys = entries.aliases(KeyStore.PrivateKeyEntry.class);
        if (!keys.isEmpty()) {
            return "no trusted certificate in %s, only private keys: %s; add one with: keytool -importcert -keystore %s -file ca.pem"
                    .formatted(source, keys, source);
        }
        return password == null
                ? "no trusted certificate in %s that can be read without a password".formatted(source)
                : "no trusted certificate in %s; OpenSSL does not mark them as Java requires, so create a key store with: keytool -importcert -keystore new.p12 -file ca.pem"
                        .formatted(source);
    }
}
