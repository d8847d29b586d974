package io.unifiedtls.internal.x509;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAPublicKeySpec;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyStrengthTests {

    @Test
    void of112BitsIsEnough() throws Exception {
        var ec = KeyPairGenerator.getInstance("EC");
        ec.initialize(new ECGenParameterSpec("secp256r1"));

        assertThat(KeyStrength.weakness(rsa(2048))).isEmpty();
        assertThat(KeyStrength.weakness(ec.generateKeyPair().getPublic())).isEmpty();
        assertThat(KeyStrength.weakness(KeyPairGenerator.getInstance("Ed25519")
                        .generateKeyPair()
                        .getPublic()))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1024, 2047})
    void isTooLittleOfAShortRsaKey(int bits) throws Exception {
        assertThat(KeyStrength.weakness(rsa(bits))).contains("RSA with %d bits; use 2048 or more".formatted(bits));
    }

    @Test
    void isTooLittleOfAnyDsaKey() throws Exception {
        var dsa = KeyPairGenerator.getInstance("DSA").generateKeyPair().getPublic();

        assertThat(KeyStrength.weakness(dsa)).contains("DSA, which FIPS 186-5 has withdrawn; use RSA, EC or EdDSA");
    }

    /** Returns a key with a modulus of so many bits, which need not have prime factors. */
    private static PublicKey rsa(int bits) throws Exception {
        var modulus = BigInteger.ONE.shiftLeft(bits - 1).add(BigInteger.ONE);
        return KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(modulus, BigInteger.valueOf(65537)));
    }
}
