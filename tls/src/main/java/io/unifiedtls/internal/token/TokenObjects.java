package io.unifiedtls.internal.token;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.unifiedtls.ConfigurationException;
import io.unifiedtls.MaterialSource;
import io.unifiedtls.internal.token.TokenUri.Use;

/** Finds the objects in tokens that {@link TokenUri}s name. */
public final class TokenObjects {

    private TokenObjects() {}

    /**
     * Returns a private key, which stays in its token.
     *
     * @param pin the array it returns is cleared after use; the file that the URI names has the PIN if null
     */
    public static PrivateKey privateKey(MaterialSource.Id id, @Nullable Supplier<char[]> pin)
            throws ConfigurationException {
        return Token.open(TokenUri.parse(id, Use.PRIVATE_KEY), pin).privateKey();
    }

    /**
     * Returns a certificate, and those of its issuers as far as the token has them.
     *
     * @param pin the array it returns is cleared after use; the file that the URI names has the PIN if null
     */
    public static List<X509Certificate> chain(MaterialSource.Id id, @Nullable Supplier<char[]> pin)
            throws ConfigurationException {
        return Token.open(TokenUri.parse(id, Use.CERTIFICATE), pin).chain();
    }

    /** Returns every certificate with the label, at least one. */
    public static List<X509Certificate> certificates(MaterialSource.Id id) throws ConfigurationException {
        return Token.open(TokenUri.parse(id, Use.CERTIFICATE), null).certificates();
    }
}
