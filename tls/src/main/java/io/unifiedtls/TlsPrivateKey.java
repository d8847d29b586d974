package io.unifiedtls;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A private key that is read when a context is created (PEP 748, "Private Keys").
 *
 * <p>PEM or DER: PKCS#8, plain or encrypted with PBES2 (RFC 8018), PKCS#1 (RFC 8017) or SEC1 (RFC 5915). In PEM, PKCS#1
 * and SEC1 may have OpenSSL's traditional encryption ({@code Proc-Type: 4,ENCRYPTED}) with AES or Triple DES.
 *
 * @param source the source of the key
 * @param password supplies the password, or the PIN of a token; called only if needed. The returned array is cleared
 *     after use. Keys with the same source are equal if their suppliers are, as each {@link Password} is
 */
public record TlsPrivateKey(MaterialSource source, Optional<Supplier<char[]>> password) {

    public TlsPrivateKey {
        if (source == null) {
            throw new IllegalArgumentException("the private key has no source; specify a file, a buffer or an id");
        }
    }

    /** Returns the key in a file. */
    public static TlsPrivateKey fromFile(Path path) {
        return new TlsPrivateKey(MaterialSource.file(path), Optional.empty());
    }

    /** Returns the key in a file, which may be encrypted. */
    public static TlsPrivateKey fromFileWithPassword(Path path, Supplier<char[]> password) {
        return new TlsPrivateKey(MaterialSource.file(path), Optional.of(password));
    }

    /** Returns the key in a copy of the buffer. */
    public static TlsPrivateKey fromBuffer(byte[] buffer) {
        return new TlsPrivateKey(MaterialSource.buffer(buffer), Optional.empty());
    }

    /** Returns the key in a copy of the buffer, which may be encrypted. */
    public static TlsPrivateKey fromBufferWithPassword(byte[] buffer, Supplier<char[]> password) {
        return new TlsPrivateKey(MaterialSource.buffer(buffer), Optional.of(password));
    }

    /**
     * Returns a key that stays in a PKCS#11 token, such as a smart card or a hardware security module, or in a key
     * store.
     *
     * <p>Tokens require the module {@code unified-tls-pkcs11}; without it, implementations refuse the configuration.
     *
     * <p>An alias is looked up in the key store that the JDK's system properties {@code javax.net.ssl.keyStore},
     * {@code javax.net.ssl.keyStoreType}, {@code javax.net.ssl.keyStoreProvider} and
     * {@code javax.net.ssl.keyStorePassword} specify; if they are not set, in the operating system's:
     * {@code Windows-MY} or {@code KeychainStore}. For any other key store, use {@link SigningChain#fromKeyStore}.
     *
     * @param id a PKCS#11 URI (RFC 7512), such as
     *     {@code pkcs11:object=www?module-path=/usr/lib/softhsm/libsofthsm2.so&pin-source=/etc/tls/pin}, or an alias,
     *     such as {@code www} or {@code alias:www}
     */
    public static TlsPrivateKey fromId(String id) {
        return new TlsPrivateKey(MaterialSource.id(id), Optional.empty());
    }

    /**
     * Returns a key that stays in a PKCS#11 token with a PIN, or in a key store.
     *
     * @param pin supplies the PIN, or the key's password, which is also used for the key store if the system property
     *     {@code javax.net.ssl.keyStorePassword} is not set
     */
    public static TlsPrivateKey fromIdWithPassword(String id, Supplier<char[]> pin) {
        return new TlsPrivateKey(MaterialSource.id(id), Optional.of(pin));
    }

    /** Returns the source of the key, never the key or its password. */
    @Override
    public String toString() {
        return "TlsPrivateKey[%s]".formatted(this.source);
    }
}
