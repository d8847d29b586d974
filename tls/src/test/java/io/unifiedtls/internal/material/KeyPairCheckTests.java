package io.unifiedtls.internal.material;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyPairCheckTests {

    private static final Map<String, KeyPair> KEYS = new ConcurrentHashMap<>();

    /** The JDK calls both Edwards curves EdDSA; providers of tokens may not. */
    @ParameterizedTest
    @CsvSource({"RSA, RSA", "EC, EC", "EdDSA, Ed25519", "Ed25519, Ed25519", "Ed448, Ed448"})
    void aKeyInATokenBelongsToItsPublicKey(String algorithm, String kind) throws Exception {
        var key = inToken(algorithm, kind);

        assertThat(KeyPairCheck.belongTogether(key, "the token", keys(kind).getPublic()))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"RSA, EC", "EC, RSA", "EC, Ed25519", "Ed25519, EC", "Ed25519, Ed448", "Ed448, Ed25519", "RSA, Ed448"})
    void aKeyInATokenDoesNotBelongToAKeyOfAnotherKind(String kind, String other) throws Exception {
        var key = inToken(kind, kind);

        assertThat(KeyPairCheck.belongTogether(key, "the token", keys(other).getPublic()))
                .isFalse();
    }

    /** Such as that of an authority in front of the leaf, whose restriction does not matter. */
    @Test
    void anRsaPssKeyDoesNotBelongToOneWithAnotherRestriction() throws Exception {
        var key = restricted("SHA-256", 32).getPrivate();
        var other = restricted("SHA-384", 48).getPublic();

        assertThat(KeyPairCheck.belongTogether(key, "x.pem", other)).isFalse();
    }

    /** Returns a key that can sign, and does not show how it is encoded. */
    private static PrivateKey inToken(String algorithm, String kind) {
        var key = keys(kind).getPrivate();
        var type = switch (kind) {
            case "RSA" -> RSAPrivateKey.class;
            case "EC" -> ECPrivateKey.class;
            default -> EdECPrivateKey.class;
        };
        return (PrivateKey) Proxy.newProxyInstance(
                KeyPairCheckTests.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getAlgorithm" -> algorithm;
                    case "getEncoded", "getFormat" -> null;
                    default -> method.invoke(key, arguments);
                });
    }

    private static KeyPair keys(String algorithm) {
        return KEYS.computeIfAbsent(algorithm, any -> {
            try {
                return KeyPairGenerator.getInstance(algorithm).generateKeyPair();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static KeyPair restricted(String hash, int salt) throws Exception {
        var restriction = new PSSParameterSpec(
                hash, "MGF1", new MGF1ParameterSpec(hash), salt, PSSParameterSpec.TRAILER_FIELD_BC);
        var generator = KeyPairGenerator.getInstance("RSASSA-PSS");
        generator.initialize(new RSAKeyGenParameterSpec(2048, RSAKeyGenParameterSpec.F4, restriction));
        return generator.generateKeyPair();
    }
}
