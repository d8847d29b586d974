package io.unifiedtls.boringssl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;

import javax.net.ssl.SSLParameters;

import io.netty.handler.ssl.ReferenceCountedOpenSslContext;
import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import io.netty.util.ResourceLeakDetector;
import org.junit.jupiter.api.Test;

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
        return CountingLeakDetector.held(ReferenceCountedOpenSslEngine.class);
    }

    @Override
    protected void releaseAll() {
        assertThat(ResourceLeakDetector.getLevel()).isEqualTo(ResourceLeakDetector.Level.PARANOID);
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> {
                    System.gc();
                    return open() == 0 && CountingLeakDetector.held(ReferenceCountedOpenSslContext.class) == 0;
                });
        assertThat(CountingLeakDetector.leaks()).isEmpty();
    }

    @Test
    void isReleasedWhenAnEngineGetsOtherApplicationProtocols() throws Exception {
        var engine = Fixture.client().createEngine("localhost", 443);
        var parameters = new SSLParameters();
        parameters.setApplicationProtocols(new String[] {"h2"});

        engine.setSSLParameters(parameters);

        assertThat(open()).isOne();
        engine.closeOutbound();
        engine.closeInbound();
        assertThat(open()).isZero();
    }

    @Test
    void isNotTakenBeforeTheClientHello() throws Exception {
        var made = CountingLeakDetector.made(ReferenceCountedOpenSslEngine.class);
        var server = Fixture.server();

        for (int i = 0; i < 20; i++) {
            server.createEngine().beginHandshake();
        }
        assertThat(CountingLeakDetector.made(ReferenceCountedOpenSslEngine.class))
                .isEqualTo(made);

        Handshakes.complete(Fixture.client().createEngine("localhost", 443), server.createEngine());
        assertThat(CountingLeakDetector.made(ReferenceCountedOpenSslEngine.class))
                .isGreaterThan(made);
    }
}
