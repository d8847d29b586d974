package io.unifiedtls.internal.material;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.unifiedtls.ConfigurationException;

/** A key store whose lengths are made up is refused, without memory for what it claims. */
@Timeout(20)
class KeyStoreLengthsTests {

    @ParameterizedTest
    @ValueSource(ints = {-1, 1, Integer.MAX_VALUE})
    void refusesACertificateOfMoreThanFollows(int length) throws Exception {
        refuses(entry(2, "X.509", length));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1, Integer.MAX_VALUE})
    void refusesAPrivateKeyOfMoreThanFollows(int length) throws Exception {
        refuses(entry(1, "", length));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1, Integer.MAX_VALUE})
    void refusesAChainOfMoreThanFollows(int certificates) throws Exception {
        refuses(entry(1, "", 0, certificates));
    }

    private static byte[] entry(int kind, String type, int... lengths) throws IOException {
        var content = new ByteArrayOutputStream();
        var output = new DataOutputStream(content);
        output.writeInt(0xCECECECE);
        output.writeInt(2); // the version
        output.writeInt(1); // a single entry
        output.writeInt(kind);
        output.writeUTF("www");
        output.writeLong(0);
        if (!type.isEmpty()) {
            output.writeUTF(type);
        }
        for (int length : lengths) {
            output.writeInt(length);
        }
        return content.toByteArray();
    }

    private static void refuses(byte[] content) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> KeyStoreReader.trusted(content, "x", null, null))
                .withMessage("cannot read x as JCEKS key store");
    }
}
