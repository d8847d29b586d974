package io.unifiedtls.internal.material;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.unifiedtls.ConfigurationException;
import io.unifiedtls.test.TestAuthority;

class OrderedChainTests {

    /** Of several certificates, the one with the numbers of the key is the one that was meant. */
    @ParameterizedTest
    @CsvSource({"www.key, : openssl req -new -key www.key -out new.csr", "id www, ''"})
    void namesTheCertificateWithTheNumbersOfAnRsaKey(String keySource, String request) throws Exception {
        var authority = TestAuthority.create("Root");
        var keys = KeyPairGenerator.getInstance("RSA").generateKeyPair();
        var other = authority.leaf().names("other.example.com").rsa().issue();
        var numbers = (RSAPublicKey) keys.getPublic();
        var pss = KeyFactory.getInstance("RSASSA-PSS")
                .generatePublic(new RSAPublicKeySpec(numbers.getModulus(), numbers.getPublicExponent()));
        var meant = authority
                .leaf()
                .names("www.example.com")
                .keys(new KeyPair(pss, keys.getPrivate()))
                .issue();
        var certificates = List.of(authority.certificate(), other.certificate(), meant.certificate());

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> OrderedChain.of(keys.getPrivate(), keySource, certificates, "www.pem"))
                .withMessage(
                        "the private key in %s is an RSA key (rsaEncryption), but the certificate in www.pem (CN=www.example.com) is for an RSASSA-PSS key (id-RSASSA-PSS); use the key that the certificate was requested with, or request a certificate for this one%s",
                        keySource, request);
    }
}
