package io.unifiedtls;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A private key that is read when a context is created (PEP 748, "Private Keys").
 *
 * <p>PEM or DER: PKCS#8, plain or encrypted with PBES2 (RFC 8018), PKCS#1 (RFC 8017) or SEC1 (RFC 5915).
 *
 * @param source where the key comes from
 * @param password supplies the password, or the PIN of a token, asked only if it is needed; the array it returns is
 *     cleared after use
 */
public record TlsPrivateKey(MaterialSource source, Optional<Supplier<char[]>> password) {

    public TlsPrivateKey {
        if (source == null) {
            throw new IllegalArgumentException("a private key has no source; name a file, a buffer or an id");
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
     * Returns a key that stays where it is, in a PKCS#11 token such as a smart card or a hardware security module, or
     * in a key store.
     *
     * <p>An alias is looked up in the key store that the system property {@code javax.net.ssl.keyStore} names, with
     * {@code javax.net.ssl.keyStoreType}, {@code javax.net.ssl.keyStoreProvider} and
     * {@code javax.net.ssl.keyStorePassword}, as the JDK has them; otherwise in that of the operating system:
     * {@code Windows-MY} or {@code KeychainStore}. Another key store is one for {@link SigningChain#fromKeyStore}.
     *
     * @param id what the implementation calls it: a PKCS#11 URI (RFC 7512), such as
     *     {@code pkcs11:object=www?module-path=/usr/lib/softhsm/libsofthsm2.so&pin-source=/etc/tls/pin}, or an alias,
     *     such as {@code www}, before which {@code alias:} may be written
     */
    public static TlsPrivateKey fromId(String id) {
        return new TlsPrivateKey(MaterialSource.id(id), Optional.empty());
    }

    /**
     * Returns a key that stays where it is, in a PKCS#11 token that asks for a PIN, or in a key store.
     *
     * @param pin supplies the PIN, or the password of the key, which is that of the key store too if the system
     *     property {@code javax.net.ssl.keyStorePassword} does not say another
     */
    public static TlsPrivateKey fromIdWithPassword(String id, Supplier<char[]> pin) {
        return new TlsPrivateKey(MaterialSource.id(id), Optional.of(pin));
    }

    /** Returns where the key comes from, never the key or its password. */
    @Override
    public String toString() {
        return "TlsPrivateKey[%s]".formatted(this.source);
    }
}
