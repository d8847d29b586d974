package io.unifiedtls.test.compatibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import io.unifiedtls.ChannelBinding;
import io.unifiedtls.TlsBuffer;
import io.unifiedtls.TlsException;
import io.unifiedtls.TlsFeature;
import io.unifiedtls.TlsVersion;

/** Keying material that is exported, and the channel bindings that depend on the keys of a connection. */
abstract class KeyingMaterialRequirements extends Requirements {

    private static final String LABEL = "EXPERIMENTAL-test";

    private static final Optional<byte[]> CONTEXT = Optional.of("context".getBytes(StandardCharsets.US_ASCII));

    private boolean isSupported() {
        return has(TlsFeature.KEYING_MATERIAL_EXPORT);
    }

    private static byte[] export(TlsBuffer end, String label, Optional<byte[]> context, int length)
            throws TlsException {
        return end.exportKeyingMaterial(label, context, length).orElseThrow();
    }

    @EachVersion
    void isTheSameOnBothSidesAlone(TlsVersion version) throws Exception {
        var pair = peers().connected(version);
        if (!isSupported()) {
            assertThatExceptionOfType(UnsupportedOperationException.class)
                    .isThrownBy(() -> pair.client().exportKeyingMaterial(LABEL, CONTEXT, 32))
                    .withMessage("TLS implementation %s does not support the export of keying material"
                            .formatted(implementation().name()));
            return;
        }
        var other = peers().connected(version);

        var material = export(pair.client(), LABEL, CONTEXT, 48);

        assertThat(material).hasSize(48).isEqualTo(export(pair.server(), LABEL, CONTEXT, 48));
        assertThat(export(pair.client(), LABEL, CONTEXT, 48)).isEqualTo(material);
        assertThat(export(pair.client(), LABEL, Optional.empty(), 48))
                .isEqualTo(export(pair.server(), LABEL, Optional.empty(), 48))
                .isNotEqualTo(material);
        assertThat(export(pair.client(), "EXPERIMENTAL-other", CONTEXT, 48)).isNotEqualTo(material);
        assertThat(export(other.client(), LABEL, CONTEXT, 48)).isNotEqualTo(material);
    }

    @EachVersion
    void isThereAfterTheHandshakeOnly(TlsVersion version) throws Exception {
        var pair = peers().buffers(peers().client(version), peers().server());

        if (isSupported()) {
            assertThat(pair.client().exportKeyingMaterial(LABEL, CONTEXT, 32)).isEmpty();
        }
        for (var type : ChannelBinding.values()) {
            assertThat(pair.client().channelBinding(type)).isEmpty();
            assertThat(pair.server().channelBinding(type)).isEmpty();
        }
    }

    @Test
    void isRefusedWithAWrongLabelOrLength() throws Exception {
        var client = peers().connected().client();

        for (var label : new String[] {"", "EXPERIMENTAL-ä", "x".repeat(250)}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> client.exportKeyingMaterial(label, CONTEXT, 32))
                    .withMessage("the label must have 1 to 249 characters, all of them ASCII");
        }
        for (var length : new int[] {-1, 0, 8161}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> client.exportKeyingMaterial(LABEL, CONTEXT, length))
                    .withMessage("the length %d is not between 1 and 8160".formatted(length));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> client.exportKeyingMaterial(LABEL, Optional.of(new byte[1 << 16]), 32))
                .withMessage("the context has 65536 bytes, which is more than 65535");
    }

    @EachVersion
    void isAChannelBinding(TlsVersion version) throws Exception {
        var pair = peers().connected(version);

        var binding = pair.client().channelBinding(ChannelBinding.TLS_EXPORTER);

        assertThat(binding.isPresent())
                .isEqualTo(pair.server()
                        .channelBinding(ChannelBinding.TLS_EXPORTER)
                        .isPresent());
        if (isSupported()) {
            assertThat(binding)
                    .contains(export(pair.server(), "EXPORTER-Channel-Binding", Optional.of(new byte[0]), 32));
        }
        if (binding.isPresent()) {
            assertThat(pair.server().channelBinding(ChannelBinding.TLS_EXPORTER))
                    .contains(binding.get());
            assertThat(binding.get()).hasSize(32);
        }
    }

    @EachVersion
    void hasAFinishedMessageAsBindingInTls12Only(TlsVersion version) throws Exception {
        var client = peers().client(version);
        var server = peers().server();
        for (var connection = 0; connection < 2; connection++) { // the second one may resume the session
            var pair = peers().connected(client, server);
            pair.toClient(new byte[] {1});

            var binding = pair.client().channelBinding(ChannelBinding.TLS_UNIQUE);

            assertThat(pair.server().channelBinding(ChannelBinding.TLS_UNIQUE).isPresent())
                    .isEqualTo(binding.isPresent());
            if (version == TlsVersion.TLSv1_3) {
                assertThat(binding).isEmpty();
            } else if (binding.isPresent()) {
                assertThat(pair.server().channelBinding(ChannelBinding.TLS_UNIQUE))
                        .contains(binding.get());
                assertThat(binding.get()).hasSize(12); // RFC 5246, section 7.4.9
            }
        }
    }
}
