package io.unifiedtls.internal.x509;

import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.DSAKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Optional;

import io.unifiedtls.ConfigurationException;

/** The shortest keys that are accepted: 112 bits of security, as OpenSSL's security level 2 (NIST SP 800-57). */
public final class KeyStrength {

    private static final int SHORTEST_RSA = 2048;

    private static final int SHORTEST_EC = 224;

    private KeyStrength() {}

    public static void check(X509Certificate certificate, String source) throws ConfigurationException {
        var weakness = weakness(certificate.getPublicKey());
        if (weakness.isPresent()) {
            throw new ConfigurationException(
                    "the key of the certificate in %s is too short: %s".formatted(source, weakness.get()));
        }
    }

    /** Returns what is wrong with a key that is too short, such as {@code RSA with 1024 bits; use 2048 or more}. */
    public static Optional<String> weakness(PublicKey key) {
        if (key instanceof RSAPublicKey rsa && rsa.getModulus().bitLength() < SHORTEST_RSA) {
            return Optional.of("RSA with %d bits; use %d or more"
                    .formatted(rsa.getModulus().bitLength(), SHORTEST_RSA));
        }
        if (key instanceof ECPublicKey ec
                && ec.getParams().getCurve().getField().getFieldSize() < SHORTEST_EC) {
            return Optional.of("EC with %d bits; use %d or more"
                    .formatted(ec.getParams().getCurve().getField().getFieldSize(), SHORTEST_EC));
        }
        if (key instanceof DSAKey) {
            return Optional.of("DSA, which FIPS 186-5 has withdrawn; use RSA, EC or EdDSA");
        }
        return Optional.empty();
    }
}
