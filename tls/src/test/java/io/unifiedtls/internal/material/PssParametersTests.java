package io.unifiedtls.internal.material;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.security.spec.RSAPublicKeySpec;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.unifiedtls.ConfigurationException;
import io.unifiedtls.test.TestAuthority;

class PssParametersTests {

    private static RSAPrivateCrtKey numbers;

    @BeforeAll
    static void generateNumbers() throws Exception {
        numbers = (RSAPrivateCrtKey)
                KeyPairGenerator.getInstance("RSA").generateKeyPair().getPrivate();
    }

    @ParameterizedTest
    @CsvSource({"SHA-256, 32", "SHA-384, 48", "SHA-384, 20", "SHA-512, 64"})
    void signWithTheHashThatTheyAreRestrictedTo(String hash, int salt) throws Exception {
        var parameters = PssParameters.parameters(
                privateKey(restriction(hash, salt)), "x.pem", publicKey(restriction(hash, salt)));

        assertThat(parameters.getDigestAlgorithm()).isEqualTo(hash);
        assertThat(((MGF1ParameterSpec) parameters.getMGFParameters()).getDigestAlgorithm())
                .isEqualTo(hash);
    }

    @Test
    void signWithSha256IfTheyAreNotRestricted() throws Exception {
        assertThat(PssParameters.parameters(privateKey(null), "x.pem", publicKey(null))
                        .getDigestAlgorithm())
                .isEqualTo("SHA-256");
    }

    @Test
    void signAsThePrivateKeyIsRestrictedIfTheCertificateIsNot() throws Exception {
        assertThat(PssParameters.parameters(privateKey(restriction("SHA-512", 64)), "x.pem", publicKey(null))
                        .getDigestAlgorithm())
                .isEqualTo("SHA-512");
    }

    /** A token need not say how its key is restricted. */
    @Test
    void signAsTheCertificateIsRestrictedIfTheKeyIsInAToken() throws Exception {
        var key = TestAuthority.create("Token").server("token").privateKey(); // any key that is not known to be RSA

        assertThat(PssParameters.parameters(key, "the token", publicKey(restriction("SHA-384", 48)))
                        .getDigestAlgorithm())
                .isEqualTo("SHA-384");
    }

    @Test
    void areRefusedIfTheCertificateHasAnotherRestriction() throws Exception {
        assertRefused(privateKey(null), "not restricted");
        assertRefused(
                privateKey(restriction("SHA-256", 32)),
                "restricted to SHA-256, MGF1 with SHA-256 and a salt of at least 32 bytes");
    }

    private static void assertRefused(PrivateKey key, String restriction) throws Exception {
        var certified = publicKey(restriction("SHA-384", 48));

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> PssParameters.parameters(key, "x.pem", certified))
                .withMessage(
                        "the private key in x.pem is %s, but its certificate is for a key restricted to SHA-384, MGF1 with SHA-384 and a salt of at least 48 bytes; use the key that the certificate was requested with",
                        restriction);
    }

    private static PSSParameterSpec restriction(String hash, int salt) {
        return new PSSParameterSpec(hash, "MGF1", new MGF1ParameterSpec(hash), salt, PSSParameterSpec.TRAILER_FIELD_BC);
    }

    private static PrivateKey privateKey(@Nullable AlgorithmParameterSpec restriction) throws Exception {
        return KeyFactory.getInstance("RSASSA-PSS")
                .generatePrivate(new RSAPrivateCrtKeySpec(
                        numbers.getModulus(),
                        numbers.getPublicExponent(),
                        numbers.getPrivateExponent(),
                        numbers.getPrimeP(),
                        numbers.getPrimeQ(),
                        numbers.getPrimeExponentP(),
                        numbers.getPrimeExponentQ(),
                        numbers.getCrtCoefficient(),
                        restriction));
    }

    private static PublicKey publicKey(@Nullable AlgorithmParameterSpec restriction) throws Exception {
        return KeyFactory.getInstance("RSASSA-PSS")
                .generatePublic(new RSAPublicKeySpec(numbers.getModulus(), numbers.getPublicExponent(), restriction));
    }
}
