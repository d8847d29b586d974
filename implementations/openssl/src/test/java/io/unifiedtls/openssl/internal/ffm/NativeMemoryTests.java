package io.unifiedtls.openssl.internal.ffm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import io.unifiedtls.openssl.Fixture;
import io.unifiedtls.openssl.internal.ffm.NativeObjects.Kind;
import io.unifiedtls.test.Handshakes;
import io.unifiedtls.test.session.NativeMemoryRules;
import io.unifiedtls.test.session.TrustingPeers;

class NativeMemoryTests extends NativeMemoryRules {

    @Override
    protected TrustingPeers peers() {
        return Fixture.PEERS;
    }

    @Override
    protected long open() {
        return Kind.CONNECTION.open();
    }

    @Override
    protected void releaseAll() {
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(() -> {
                    System.gc();
                    for (var kind : Kind.values()) {
                        assertThat(kind.open()).as(kind.name()).isZero();
                    }
                });
    }

    @Test
    void isNotTakenBeforeTheFirstRecord() throws Exception {
        var client = Fixture.client().createEngine("localhost", 443);
        var server = Fixture.server().createEngine();

        client.beginHandshake();
        server.beginHandshake();

        assertThat(open()).isZero();
        client.closeOutbound();
    }

    /** That they are released is looked at after the test. */
    @Test
    void isAlsoThatOfSessionsAndKeys() throws Exception {
        var client = Fixture.client();
        var server = Fixture.server();

        for (int i = 0; i < 3; i++) {
            Handshakes.complete(client.createEngine("localhost", 443), server.createEngine());
        }

        assertThat(Kind.SESSION.open()).isBetween(1L, 4L);
        assertThat(Kind.CREDENTIAL.open()).isOne();
        assertThat(Kind.CONTEXT.open()).isGreaterThanOrEqualTo(2);
    }

    @Test
    void isReleasedOnceAndNotUsedAfterwards() {
        var freed = new AtomicInteger();
        var owned = new NativeObjects.Owned(Kind.SESSION, 42, address -> freed.incrementAndGet());
        assertThat(owned.address()).isEqualTo(42);

        owned.run();
        owned.run();

        assertThat(freed).hasValue(1);
        assertThatIllegalStateException().isThrownBy(owned::address).withMessage("this SESSION was freed");
    }
}
