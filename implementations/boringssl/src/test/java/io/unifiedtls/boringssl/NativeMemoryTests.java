package io.unifiedtls.boringssl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.time.Duration;

import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;

import io.netty.handler.ssl.ReferenceCountedOpenSslContext;
import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import io.netty.util.ResourceLeakDetector;
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

class NativeMemoryTests {

    @BeforeEach
    void releaseWhatOtherTestsLeft() {
        assertThat(ResourceLeakDetector.getLevel()).isEqualTo(ResourceLeakDetector.Level.PARANOID);
        collect();
    }

    @AfterEach
    void everythingIsReleased() {
        collect();
        assertThat(CountingLeakDetector.leaks()).isEmpty();
    }

    /** Waits until what nobody refers to is released. */
    private static void collect() {
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> {
                    System.gc();
                    return engines() == 0 && CountingLeakDetector.held(ReferenceCountedOpenSslContext.class) == 0;
                });
    }

    private static int engines() {
        return CountingLeakDetector.held(ReferenceCountedOpenSslEngine.class);
    }

    @ParameterizedTest
    @EnumSource(
            value = TlsVersion.class,
            names = {"TLSv1_2", "TLSv1_3"})
    void isReleasedAsSoonAsBothDirectionsAreClosed(TlsVersion version) throws Exception {
        var made = CountingLeakDetector.made(ReferenceCountedOpenSslEngine.class);
        var pair = BufferPair.of(Fixture.client(version), "localhost", Fixture.server());
        pair.handshake();
        assertThat(engines()).isEqualTo(2);

        pair.close();

        assertThat(engines()).isZero();
        assertThat(CountingLeakDetector.made(ReferenceCountedOpenSslEngine.class))
                .isEqualTo(made + 2);
    }

    @ParameterizedTest
    @EnumSource(
            value = TlsVersion.class,
            names = {"TLSv1_2", "TLSv1_3"})
    void isReleasedWhenSocketsAreClosed(TlsVersion version) throws Exception {
        try (var pair = SocketPair.of(Fixture.client(version), Fixture.server())) {
            assertThat(engines()).isEqualTo(2);
            pair.client().closeOutput();
            pair.server().close();
            pair.client().close();
        }

        assertThat(engines()).isZero();
    }

    @ParameterizedTest
    @EnumSource(
            value = TlsVersion.class,
            names = {"TLSv1_2", "TLSv1_3"})
    void isReleasedAsSoonAsTheHandshakeFails(TlsVersion version) throws Exception {
        var stranger = Fixture.client(settings -> settings.highestSupportedVersion(version)
                .trustStore(TestIdentities.trust(TestAuthority.create("Another"))));
        var server = Fixture.server().createEngine();
        var client = stranger.createEngine("localhost", 443);

        assertThatExceptionOfType(SSLException.class).isThrownBy(() -> Handshakes.complete(client, server));

        assertThat(engines()).isZero();
    }

    @Test
    void isReleasedAsSoonAsTheServerNameIsRejected() throws Exception {
        var server = Fixture.server(settings -> settings.unknownServerName(ServerNamePolicy.REJECT));
        var pair = BufferPair.of(Fixture.client(), "www.example.com", server);

        assertThatExceptionOfType(TlsException.class).isThrownBy(pair::handshake);
        assertThatExceptionOfType(TlsException.class)
                .isThrownBy(() -> pair.client().doHandshake());

        assertThat(engines()).isZero();
    }

    @Test
    void isReleasedWhenAnEngineIsClosedBeforeItIsUsed() throws Exception {
        var engine = Fixture.client().createEngine("localhost", 443);

        engine.closeOutbound();
        engine.closeInbound();

        assertThat(engines()).isZero();
    }

    @Test
    void isReleasedWhenAnEngineGetsOtherApplicationProtocols() throws Exception {
        var engine = Fixture.client().createEngine("localhost", 443);
        var parameters = new SSLParameters();
        parameters.setApplicationProtocols(new String[] {"h2"});

        engine.setSSLParameters(parameters);

        assertThat(engines()).isOne();
        engine.closeOutbound();
        engine.closeInbound();
        assertThat(engines()).isZero();
    }

    /** What happens to those that are dropped here is looked at after every test. */
    @Test
    void isReleasedWhenTheUserDropsEnginesWithoutAWord() throws Exception {
        var client = Fixture.client();
        var server = Fixture.server();
        for (int i = 0; i < 20; i++) {
            client.createEngine("localhost", 443);
            Handshakes.complete(client.createEngine("localhost", 443), server.createEngine());
            server.createEngine().beginHandshake();
        }

        // Those that were never used, or wait for a ClientHello, have no native memory.
        assertThat(CountingLeakDetector.made(ReferenceCountedOpenSslEngine.class))
                .isGreaterThanOrEqualTo(40);
    }
}
