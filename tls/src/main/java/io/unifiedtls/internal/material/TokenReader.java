package io.unifiedtls.internal.material;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.unifiedtls.ConfigurationException;
import io.unifiedtls.MaterialSource;

/**
 * Reads keys and certificates in PKCS#11 tokens. The module {@code unified-tls-pkcs11} provides it.
 *
 * <p>Stateless and thread-safe. A {@link ConfigurationException} names the fault of the id or the token.
 */
public interface TokenReader {

    /** What an object in a token is used as. */
    enum Use {
        PRIVATE_KEY,
        CERTIFICATE
    }

    /** Checks that an id is the URI of an object for a use (RFC 7512). No token is accessed. */
    void check(MaterialSource.Id id, Use use) throws ConfigurationException;

    /**
     * Returns a private key, which stays in its token.
     *
     * @param pin the array it returns is cleared after use; the file that the URI names has the PIN if null
     */
    PrivateKey privateKey(MaterialSource.Id id, @Nullable Supplier<char[]> pin) throws ConfigurationException;

    /**
     * Returns a certificate, and those of its issuers as far as the token has them.
     *
     * @param pin the array it returns is cleared after use; the file that the URI names has the PIN if null
     */
    List<X509Certificate> chain(MaterialSource.Id id, @Nullable Supplier<char[]> pin) throws ConfigurationException;

    /** Returns every certificate with the label, at least one. */
    List<X509Certificate> certificates(MaterialSource.Id id) throws ConfigurationException;
}
