package io.unifiedtls.test.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import javax.net.ssl.SSLException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.unifiedtls.ServerNamePolicy;
import io.unifiedtls.TlsException;
import io.unifiedtls.TlsVersion;
import io.unifiedtls.test.Handshakes;
import io.unifiedtls.test.TestAuthority;
import io.unifiedtls.test.connection.BufferPair;
import io.unifiedtls.test.connection.SocketPair;
import io.unifiedtls.test.junit.TestIdentities;

/** That the native memory of connections is released, and when. */
public abstract class NativeMemoryRules {

    /** Returns clients and servers of the implementation to test. */
    protected abstract TrustingPeers peers();

    /** Returns how many connections have native memory. */
    protected abstract long open();

    /** Waits until what nobody refers to is released, and fails if anything is left. */
    protected abstract void releaseAll();

    @BeforeEach
    void releaseWhatOtherTestsLeft() {
        releaseAll();
    }

    @AfterEach
    void everythingIsReleased() {
        releaseAll();
    }

    @ParameterizedTest
    @EnumSource(
            value = TlsVersion.class,
            names = {"TLSv1_2", "TLSv1_3"})
    void isReleasedAsSoonAsBothDirectionsAreClosed(TlsVersion version) throws Exception {
        var pair = BufferPair.of(peers().client(version), "localhost", peers().server());
        pair.handshake();
        assertThat(open()).isEqualTo(2);

        pair.close();

        assertThat(open()).isZero();
    }

    @ParameterizedTest
    @EnumSource(
            value = TlsVersion.class,
            names = {"TLSv1_2", "TLSv1_3"})
    void isReleasedWhenSocketsAreClosed(TlsVersion version) throws Exception {
        try (var pair = SocketPair.of(peers().client(version), peers().server())) {
            assertThat(open()).isEqualTo(2);
            pair.client().closeOutput();
            pair.server().close();
            pair.client().close();
        }

        assertThat(open()).isZero();
    }

    @ParameterizedTest
    @EnumSource(
            value = TlsVersion.class,
            names = {"TLSv1_2", "TLSv1_3"})
    void isReleasedAsSoonAsTheHandshakeFails(TlsVersion version) throws Exception {
        var stranger = peers().client(settings -> settings.highestSupportedVersion(version)
                .trustStore(TestIdentities.trust(TestAuthority.create("Another"))));
        var server = peers().server().createEngine();
        var client = stranger.createEngine("localhost", 443);

        assertThatExceptionOfType(SSLException.class).isThrownBy(() -> Handshakes.complete(client, server));

        assertThat(open()).isZero();
    }

    @Test
    void isReleasedAsSoonAsTheServerNameIsRejected() throws Exception {
        var server = peers().server(settings -> settings.unknownServerName(ServerNamePolicy.REJECT));
        var pair = BufferPair.of(peers().client(), "www.example.com", server);

        assertThatExceptionOfType(TlsException.class).isThrownBy(pair::handshake);
        assertThatExceptionOfType(TlsException.class)
                .isThrownBy(() -> pair.client().doHandshake());

        assertThat(open()).isZero();
    }

    @Test
    void isReleasedWhenAnEngineIsClosedBeforeItIsUsed() throws Exception {
        var engine = peers().client().createEngine("localhost", 443);

        engine.closeOutbound();
        engine.closeInbound();

        assertThat(open()).isZero();
    }

    /** What happens to those that are dropped here is looked at after every test. */
    @Test
    void isReleasedWhenTheUserDropsEnginesWithoutAWord() throws Exception {
        var client = peers().client();
        var server = peers().server();
        for (int i = 0; i < 20; i++) {
            client.createEngine("localhost", 443);
            Handshakes.complete(client.createEngine("localhost", 443), server.createEngine());
            server.createEngine().beginHandshake();
        }

        // Some were collected already.
        assertThat(open()).isNotNegative();
    }
}
