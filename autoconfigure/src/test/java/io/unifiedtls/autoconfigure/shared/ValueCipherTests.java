package io.unifiedtls.autoconfigure.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("any-jdk")
class ValueCipherTests {

    private static final byte[] PLAIN = "the keys".getBytes(StandardCharsets.US_ASCII);

    private static final byte[] SCOPE = {1, 2, 3};

    private static final byte[] OLD = key(1);

    private static final byte[] NEW = key(2);

    private static byte[] key(int fill) {
        var key = new byte[32];
        Arrays.fill(key, (byte) fill);
        return key;
    }

    private final ValueCipher cipher = ValueCipher.forTicketKeys(List.of(OLD), SCOPE);

    @Test
    void decryptsWhatItHasEncrypted() throws Exception {
        assertThat(ValueCipher.forTicketKeys(List.of(OLD), SCOPE).decrypt(this.cipher.encrypt(PLAIN)))
                .isEqualTo(PLAIN);
    }

    @Test
    void neverEncryptsTheSameTwice() {
        assertThat(this.cipher.encrypt(PLAIN)).isNotEqualTo(this.cipher.encrypt(PLAIN));
    }

    @Test
    void decryptsWithEveryKeyAndEncryptsWithTheFirst() throws Exception {
        var both = ValueCipher.forTicketKeys(List.of(NEW, OLD), SCOPE);

        assertThat(both.decrypt(this.cipher.encrypt(PLAIN))).isEqualTo(PLAIN);
        assertThatExceptionOfType(UnreadableValueException.class)
                .isThrownBy(() -> this.cipher.decrypt(both.encrypt(PLAIN)))
                .withMessage("it was encrypted with another encryption-key");
    }

    @Test
    void doesNotDecryptForAnotherScope() {
        var other = ValueCipher.forTicketKeys(List.of(OLD), new byte[] {1, 2, 4});

        assertThatExceptionOfType(UnreadableValueException.class)
                .isThrownBy(() -> other.decrypt(this.cipher.encrypt(PLAIN)));
    }

    @Test
    void noticesEveryChange() {
        var value = this.cipher.encrypt(PLAIN);
        for (var i = 0; i < value.length; i++) {
            var changed = value.clone();
            changed[i] ^= 1;

            assertThatExceptionOfType(UnreadableValueException.class).isThrownBy(() -> this.cipher.decrypt(changed));
        }
        for (var length = 0; length < value.length; length++) {
            var cut = Arrays.copyOf(value, length);

            assertThatExceptionOfType(UnreadableValueException.class).isThrownBy(() -> this.cipher.decrypt(cut));
        }
    }

    @Test
    void doesNotDecryptForAnotherPurpose() {
        var certificates = ValueCipher.forCertificates(List.of(OLD));
        var ofNoScope = ValueCipher.forTicketKeys(List.of(OLD), new byte[0]);

        assertThatExceptionOfType(UnreadableValueException.class)
                .isThrownBy(() -> certificates.decrypt(ofNoScope.encrypt(PLAIN)))
                .withMessage("it has another format, or is damaged");
    }

    @Test
    void bindsAValueToWhatItBelongsTo() throws Exception {
        var certificates = ValueCipher.forCertificates(List.of(OLD));
        var value = certificates.encrypt(PLAIN, new byte[] {1});

        assertThat(certificates.decrypt(value, new byte[] {1})).isEqualTo(PLAIN);
        assertThatExceptionOfType(UnreadableValueException.class)
                .isThrownBy(() -> certificates.decrypt(value, new byte[] {2}))
                .withMessage("it is damaged");
    }

    @Test
    void tellsValuesOfTheKeyThatEncrypts() {
        var rotated = ValueCipher.forTicketKeys(List.of(NEW, OLD), SCOPE);

        assertThat(rotated.isCurrent(rotated.encrypt(PLAIN))).isTrue();
        assertThat(rotated.isCurrent(this.cipher.encrypt(PLAIN))).isFalse();
        assertThat(rotated.isCurrent(new byte[0])).isFalse();
    }
}
