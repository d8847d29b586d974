package io.unifiedtls.internal.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.util.HexFormat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyDescriptionTests {

    /** A key as the JDK has one of an algorithm or a curve that it does not know: by its encoding only. */
    private record UnknownKey(String algorithm, byte[] encoded) implements PublicKey {

        @Override
        public String getAlgorithm() {
            return this.algorithm;
        }

        @Override
        public String getFormat() {
            return "X.509";
        }

        @Override
        public byte[] getEncoded() {
            return this.encoded;
        }
    }

    @ParameterizedTest
    @CsvSource({
        "06072A8648CE3D02010605 2B8104000A,      EC on the curve secp256k1",
        "06072A8648CE3D02010608 2B24030302080107, EC on the curve 1.3.36.3.3.2.8.1.7",
        "06072A8648CE3D02013000,                 EC on a curve without a name",
        "06072A8648CE3D0201,                     EC on a curve without a name",
        "06032B656E,                             1.3.101.110",
        "0603,                                   1.3.101.110",
    })
    void namesTheCurve(String algorithm, String description) {
        var identifier = HexFormat.of().parseHex(algorithm.replace(" ", ""));
        var encoded = new byte[identifier.length + 4];
        encoded[0] = 0x30;
        encoded[1] = (byte) (identifier.length + 2);
        encoded[2] = 0x30;
        encoded[3] = (byte) identifier.length;
        System.arraycopy(identifier, 0, encoded, 4, identifier.length);

        assertThat(KeyDescription.of(new UnknownKey("1.3.101.110", encoded))).isEqualTo(description);
    }

    @Test
    void namesTheAlgorithmOfAnyOtherKey() throws Exception {
        var key = KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPublic();

        assertThat(KeyDescription.of(key)).isEqualTo("EdDSA");
    }
}
