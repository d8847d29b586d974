package io.unifiedtls.test.compatibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Timeout;

import io.unifiedtls.TlsFeature;
import io.unifiedtls.TlsSocket;
import io.unifiedtls.TlsVersion;
import io.unifiedtls.WantReadException;

/** PEP 748, "Socket" and "Buffer": a close loses no data. */
@Timeout(20)
abstract class CloseRequirements extends Requirements {

    private static final byte[] HELLO = "hello".getBytes(StandardCharsets.US_ASCII);

    @EachVersion
    void p67KeepsDataThatHasArrived(TlsVersion version) throws Exception {
        var pair = peers().connected(version);
        pair.server().write(ByteBuffer.wrap(HELLO));
        pair.pump();

        assertThatExceptionOfType(WantReadException.class)
                .isThrownBy(() -> pair.client().shutdown());
        assertThat(pair.client().plaintextBytesBuffered()).isEqualTo(HELLO.length);
        assertThatExceptionOfType(WantReadException.class)
                .isThrownBy(() -> pair.client().shutdown());

        assertThat(pair.client().read(100)).isEqualTo(HELLO);
        assertThat(pair.client().plaintextBytesBuffered()).isZero();
        pair.close();
        assertThat(pair.client().read(100)).isEmpty();
    }

    @EachVersion
    void p67KeepsDataInFlight(TlsVersion version) throws Exception {
        var pair = peers().connected(version);
        pair.server().write(ByteBuffer.wrap(HELLO));
        shutDown(pair.client());
        pair.pump();
        pair.server().shutdown();
        pair.pump();

        if (has(TlsFeature.CLOSE_CONFIRMATION)) {
            assertThatExceptionOfType(WantReadException.class)
                    .isThrownBy(() -> pair.client().shutdown());
            assertThat(pair.client().read(100)).isEqualTo(HELLO);
        } else {
            assertThat(pair.client().read(100)).isEmpty();
        }
        assertThatNoException().isThrownBy(() -> pair.client().shutdown());
    }

    @EachVersion
    void p45KeepsDataThatHasArrived(TlsVersion version) throws Exception {
        try (var pair = peers().sockets(version)) {
            pair.server().write(ByteBuffer.wrap(HELLO));
            await(pair.client());

            for (int i = 0; i < 2; i++) {
                assertThatExceptionOfType(WantReadException.class)
                        .isThrownBy(() -> pair.client().close(false));
            }

            assertThat(pair.client().isOpen()).isTrue();
            assertThat(pair.client().inputStream().readNBytes(HELLO.length)).isEqualTo(HELLO);
            pair.server().close(true);
            assertThat(pair.client().read(ByteBuffer.allocate(1))).isEqualTo(-1);
            pair.client().close(false);
            assertThat(pair.client().isOpen()).isFalse();
        }
    }

    private static void await(TlsSocket socket) throws IOException {
        socket.configureBlocking(false);
        try (var selector = Selector.open()) {
            socket.selectableChannel().register(selector, SelectionKey.OP_READ);
            assertThat(selector.select(10_000)).isEqualTo(1);
        }
        socket.configureBlocking(true);
    }

    @EachVersion
    void p45KeepsDataInFlight(TlsVersion version) throws Exception {
        try (var pair = peers().sockets(version)) {
            pair.client().configureBlocking(false);
            if (!has(TlsFeature.CLOSE_CONFIRMATION)) {
                assertThatNoException().isThrownBy(() -> pair.client().close(false));
                return;
            }
            assertThatExceptionOfType(WantReadException.class)
                    .isThrownBy(() -> pair.client().close(false));
            pair.server().write(ByteBuffer.wrap(HELLO));
            pair.server().close(true);
            pair.client().configureBlocking(true);

            assertThatExceptionOfType(WantReadException.class)
                    .isThrownBy(() -> pair.client().close(false));
            assertThat(pair.client().inputStream().readAllBytes()).isEqualTo(HELLO);
            pair.client().close(false);

            assertThat(pair.client().isOpen()).isFalse();
        }
    }

    @EachVersion
    void keepsDataThatArrivedBeforeTheOutputIsClosed(TlsVersion version) throws Exception {
        try (var pair = peers().sockets(version)) {
            pair.server().write(ByteBuffer.wrap(HELLO));
            await(pair.client());

            pair.client().closeOutput();

            assertThat(pair.client().inputStream().readNBytes(HELLO.length)).isEqualTo(HELLO);
        }
    }
}
