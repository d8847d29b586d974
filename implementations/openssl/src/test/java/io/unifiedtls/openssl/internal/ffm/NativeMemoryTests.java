package io.unifiedtls.openssl.internal.ffm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import javax.net.ssl.SSLException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.unifiedtls.ServerNamePolicy;
import io.unifiedtls.TlsException;
import io.unifiedtls.TlsVersion;
import io.unifiedtls.openssl.Fixture;
import io.unifiedtls.openssl.internal.ffm.NativeObjects.Kind;
import io.unifiedtls.test.Handshakes;
import io.unifiedtls.test.TestAuthority;
import io.unifiedtls.test.connection.BufferPair;
import io.unifiedtls.test.connection.SocketPair;
import io.unifiedtls.test.junit.TestIdentities;

/** That everything in native memory is freed, and when. */
class NativeMemoryTests {

    @BeforeEach
    @AfterEach
    void everythingIsFreed() {
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(() -> {
                    System.gc();
                    for (var kind : Kind.values()) {
                        assertThat(kind.open()).as(kind.name()).isZero();
                    }
                });
    }

    private static long connections() {
        return Kind.CONNECTION.open();
    }

    @ParameterizedTest
    @EnumSource(
            value = TlsVersion.class,
            names = {"TLSv1_2", "TLSv1_3"})
    void isFreedAsSoonAsBothDirectionsAreClosed(TlsVersion version) throws Exception {
        var pair = BufferPair.of(Fixture.client(version), "localhost", Fixture.server());
        pair.handshake();
        assertThat(connections()).isEqualTo(2);

        pair.close();

        assertThat(connections()).isZero();
    }

    @ParameterizedTest
    @EnumSource(
            value = TlsVersion.class,
            names = {"TLSv1_2", "TLSv1_3"})
    void isFreedWhenSocketsAreClosed(TlsVersion version) throws Exception {
        try (var pair = SocketPair.of(Fixture.client(version), Fixture.server())) {
            assertThat(connections()).isEqualTo(2);
            pair.client().closeOutput();
            pair.server().close();
            pair.client().close();
        }

        assertThat(connections()).isZero();
    }

    @ParameterizedTest
    @EnumSource(
            value = TlsVersion.class,
            names = {"TLSv1_2", "TLSv1_3"})
    void isFreedAsSoonAsTheHandshakeFails(TlsVersion version) throws Exception {
        var stranger = Fixture.client(settings -> settings.highestSupportedVersion(version)
                .trustStore(TestIdentities.trust(TestAuthority.create("Another"))));
        var server = Fixture.server().createEngine();
        var client = stranger.createEngine("localhost", 443);

        assertThatExceptionOfType(SSLException.class).isThrownBy(() -> Handshakes.complete(client, server));

        assertThat(connections()).isZero();
    }

    @Test
    void isFreedAsSoonAsTheServerNameIsRejected() throws Exception {
        var server = Fixture.server(settings -> settings.unknownServerName(ServerNamePolicy.REJECT));
        var pair = BufferPair.of(Fixture.client(), "www.example.com", server);

        assertThatExceptionOfType(TlsException.class).isThrownBy(pair::handshake);
        assertThatExceptionOfType(TlsException.class)
                .isThrownBy(() -> pair.client().doHandshake());

        assertThat(connections()).isZero();
    }

    @Test
    void isNotTakenBeforeTheFirstRecord() throws Exception {
        var client = Fixture.client().createEngine("localhost", 443);
        var server = Fixture.server().createEngine();

        client.beginHandshake();
        server.beginHandshake();

        assertThat(connections()).isZero();
        client.closeOutbound();
    }

    /** What happens to those that are dropped here is looked at after every test. */
    @Test
    void isFreedWhenTheUserDropsEnginesWithoutAWord() throws Exception {
        var client = Fixture.client();
        var server = Fixture.server();
        for (int i = 0; i < 20; i++) {
            Handshakes.complete(client.createEngine("localhost", 443), server.createEngine());
        }

        assertThat(Kind.SESSION.open()).isPositive();
        assertThat(Kind.CREDENTIAL.open()).isOne();
    }

    @Test
    void isFreedOnceAndNotUsedAfterwards() {
        var freed = new AtomicInteger();
        var owned = new NativeObjects.Owned(Kind.SESSION, 42, address -> freed.incrementAndGet());
        assertThat(owned.address()).isEqualTo(42);

        owned.run();
        owned.run();

        assertThat(freed).hasValue(1);
        assertThatIllegalStateException().isThrownBy(owned::address).withMessage("this SESSION was freed");
    }
}
