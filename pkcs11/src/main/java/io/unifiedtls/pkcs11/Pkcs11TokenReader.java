package io.unifiedtls.pkcs11;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.unifiedtls.ConfigurationException;
import io.unifiedtls.MaterialSource;
import io.unifiedtls.internal.material.TokenReader;

/**
 * Reads the objects in tokens that PKCS#11 URIs name, with the JDK's provider for PKCS#11.
 *
 * <p>For {@link java.util.ServiceLoader}; applications use {@link io.unifiedtls.TlsPrivateKey#fromId} and its like.
 */
public final class Pkcs11TokenReader implements TokenReader {

    /** Creates a reader. */
    public Pkcs11TokenReader() {}

    @Override
    public void check(MaterialSource.Id id, Use use) throws ConfigurationException {
        TokenUri.parse(id, use);
    }

    @Override
    public PrivateKey privateKey(MaterialSource.Id id, @Nullable Supplier<char[]> pin) throws ConfigurationException {
        return Token.open(TokenUri.parse(id, Use.PRIVATE_KEY), pin).privateKey();
    }

    @Override
    public List<X509Certificate> chain(MaterialSource.Id id, @Nullable Supplier<char[]> pin)
            throws ConfigurationException {
        return Token.open(TokenUri.parse(id, Use.CERTIFICATE), pin).chain();
    }

    @Override
    public List<X509Certificate> certificates(MaterialSource.Id id) throws ConfigurationException {
        return Token.open(TokenUri.parse(id, Use.CERTIFICATE), null).certificates();
    }
}
