package io.unifiedtls.boringssl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.unifiedtls.ConfigurationException;
import io.unifiedtls.NamedGroup;
import io.unifiedtls.TlsClientConfiguration;
import io.unifiedtls.TlsVersion;
import io.unifiedtls.test.Handshakes;

class GroupTests {

    @Test
    void beginWithTheOneThatQuantumComputersDoNotBreak() throws Exception {
        assertThat(offered(Fixture.client().createEngine("localhost", 443)))
                .startsWith(NamedGroup.X25519MLKEM768.code(), NamedGroup.X25519.code());
    }

    @Test
    void areOfferedAsConfigured() throws Exception {
        var client = Fixture.client(settings -> settings.groups(List.of(NamedGroup.SECP384R1, NamedGroup.X25519)));

        assertThat(offered(client.createEngine("localhost", 443)))
                .containsExactly(NamedGroup.SECP384R1.code(), NamedGroup.X25519.code());
    }

    @ParameterizedTest
    @EnumSource(
            value = TlsVersion.class,
            names = {"TLSv1_2", "TLSv1_3"})
    void haveToOverlap(TlsVersion version) throws Exception {
        var server = Fixture.server(settings -> settings.groups(List.of(NamedGroup.SECP384R1)));
        var stranger = Fixture.client(
                settings -> settings.groups(List.of(NamedGroup.SECP256R1)).highestSupportedVersion(version));
        var client = Fixture.client(settings -> settings.groups(List.of(NamedGroup.SECP256R1, NamedGroup.SECP384R1))
                .highestSupportedVersion(version));

        Handshakes.complete(client.createEngine("localhost", 443), server.createEngine());

        assertThatExceptionOfType(SSLException.class)
                .isThrownBy(() -> Handshakes.complete(stranger.createEngine("localhost", 443), server.createEngine()));
    }

    @Test
    void areRefusedWhereTheLibraryHasThemNot() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> Fixture.IMPLEMENTATION.validate(TlsClientConfiguration.builder()
                        .groups(List.of(NamedGroup.X25519, NamedGroup.X448))
                        .build()))
                .withMessage(
                        "TLS implementation boringssl does not support setting the groups [x448]; it supports [X25519MLKEM768, secp256r1, secp384r1, secp521r1, x25519]");
    }

    /** Returns the groups in the ClientHello of an engine (RFC 8446, section 4.2.7). */
    private static List<Integer> offered(SSLEngine engine) throws Exception {
        var hello = ByteBuffer.allocate(1 << 14);
        engine.wrap(ByteBuffer.allocate(0), hello);
        // Record, message, version, random; then the session, the cipher suites and the compression methods.
        hello.flip().position(5 + 4 + 2 + 32);
        skip(hello, hello.get() & 0xFF);
        skip(hello, hello.getShort() & 0xFFFF);
        skip(hello, hello.get() & 0xFF);
        hello.getShort();
        while (hello.hasRemaining()) {
            var type = hello.getShort();
            var length = hello.getShort() & 0xFFFF;
            if (type == 10) {
                var groups = new int[(hello.getShort() & 0xFFFF) / 2];
                Arrays.setAll(groups, i -> hello.getShort() & 0xFFFF);
                // What is left out is there to be ignored (RFC 8701).
                return Arrays.stream(groups)
                        .filter(group -> (group & 0x0F0F) != 0x0A0A)
                        .boxed()
                        .toList();
            }
            skip(hello, length);
        }
        throw new AssertionError("no groups offered");
    }

    private static void skip(ByteBuffer buffer, int amount) {
        buffer.position(buffer.position() + amount);
    }
}
