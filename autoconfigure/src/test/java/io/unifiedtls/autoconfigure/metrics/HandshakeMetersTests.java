package io.unifiedtls.autoconfigure.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.unifiedtls.CipherSuite;
import io.unifiedtls.HandshakeEvent;
import io.unifiedtls.HandshakeFailure;
import io.unifiedtls.NextProtocol;
import io.unifiedtls.ServerNameMatch;
import io.unifiedtls.Side;
import io.unifiedtls.TlsVersion;

class HandshakeMetersTests {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    private final HandshakeMeters meters = new HandshakeMeters(() -> this.registry, false);

    @Test
    void timesAHandshakeThatSucceeded() {
        this.meters.begun(begun());
        this.meters.succeeded(succeeded());

        var timer = this.registry.get("tls.handshakes").timer();
        assertThat(timer.getId().getTags())
                .containsExactlyInAnyOrderElementsOf(Tags.of(
                        "side",
                        "server",
                        "context",
                        "web",
                        "implementation",
                        "jsse",
                        "outcome",
                        "success",
                        "version",
                        "TLSv1.3",
                        "cipher",
                        "TLS_AES_128_GCM_SHA256",
                        "resumed",
                        "false",
                        "protocol",
                        "h2",
                        "reason",
                        "none"));
        assertThat(timer.count()).isOne();
        assertThat(timer.totalTime(TimeUnit.MILLISECONDS)).isEqualTo(12);
    }

    @Test
    void countsTheGroupsOfHandshakesThatSucceeded() {
        this.meters.begun(begun());
        this.meters.succeeded(succeeded());
        this.meters.begun(begun());
        this.meters.failed(failed());

        var counter = this.registry.get("tls.handshakes.groups").counter();
        assertThat(counter.getId().getTags())
                .containsExactlyInAnyOrderElementsOf(
                        Tags.of("side", "server", "context", "web", "group", "X25519MLKEM768"));
        assertThat(counter.count()).isOne();
    }

    @Test
    void timesAHandshakeThatFailed() {
        this.meters.begun(begun());
        this.meters.failed(failed());

        assertThat(this.registry.get("tls.handshakes").timer().getId().getTags())
                .containsExactlyInAnyOrderElementsOf(Tags.of(
                        "side",
                        "server",
                        "context",
                        "web",
                        "implementation",
                        "jsse",
                        "outcome",
                        "failure",
                        "version",
                        "none",
                        "cipher",
                        "none",
                        "resumed",
                        "unknown",
                        "protocol",
                        "none",
                        "reason",
                        "protocol_version"));
    }

    @Test
    void everyOutcomeHasTheSameKeys() {
        this.meters.succeeded(succeeded());
        this.meters.failed(failed());
        this.meters.aborted(begun());

        assertThat(this.registry.get("tls.handshakes").timers())
                .hasSize(3)
                .extracting(timer -> keys(timer))
                .containsOnly(List.of(
                        "cipher",
                        "context",
                        "implementation",
                        "outcome",
                        "protocol",
                        "reason",
                        "resumed",
                        "side",
                        "version"));
    }

    @ParameterizedTest
    @EnumSource(HandshakeFailure.class)
    void theFirstFailureOfAnyReasonIncrementsASeriesThatWasThere(HandshakeFailure reason) {
        this.meters.register(Side.SERVER, "web", "jsse");
        var before =
                this.registry.get("tls.handshakes").tag("reason", reason.tag()).timer();
        var count = before.count();

        this.meters.begun(begun());
        if (reason == HandshakeFailure.CLOSED) {
            this.meters.aborted(failed(reason));
        } else {
            this.meters.failed(failed(reason));
        }

        assertThat(count).isZero();
        assertThat(before.count()).isOne();
        assertThat(this.registry.get("tls.handshakes").timers()).hasSize(HandshakeFailure.values().length);
    }

    @Test
    void tagsNoMoreServerNamesThanAMeterSystemCanBear() {
        var meters = new HandshakeMeters(() -> this.registry, true);
        for (int i = 0; i < 1_100; i++) {
            meters.succeeded(HandshakeEvent.builder(Side.SERVER, "web", "jsse")
                    .serverNameMatch(ServerNameMatch.EXACT)
                    .matchedServerName("site%d.example.com".formatted(i))
                    .build());
        }

        assertThat(this.registry.get("tls.sni.selections").counters()).hasSize(1_001);
        assertThat(this.registry
                        .get("tls.sni.selections")
                        .tag("server.name", "other")
                        .counter()
                        .count())
                .isEqualTo(100);
    }

    @Test
    void countsHandshakesUnderWay() {
        this.meters.begun(begun());
        this.meters.begun(begun());
        this.meters.begun(begun());
        this.meters.succeeded(succeeded());
        this.meters.aborted(begun());

        var gauge = this.registry.get("tls.handshakes.active").gauge();
        assertThat(gauge.value()).isOne();
        assertThat(gauge.getId().getTags())
                .containsExactlyInAnyOrderElementsOf(Tags.of("side", "server", "context", "web"));
    }

    @Test
    void countsHowServerNamesWereMatched() {
        this.meters.succeeded(succeeded());
        this.meters.succeeded(succeeded());
        this.meters.failed(failed());

        var counter = this.registry.get("tls.sni.selections").counter();
        assertThat(counter.count()).isEqualTo(2);
        assertThat(counter.getId().getTags())
                .containsExactlyInAnyOrderElementsOf(Tags.of("context", "web", "match", "wildcard"));
    }

    @Test
    void tagsWithTheConfiguredNameIfAskedTo() {
        var tagged = new HandshakeMeters(() -> this.registry, true);

        tagged.succeeded(succeeded());

        assertThat(this.registry.get("tls.sni.selections").counter().getId().getTags())
                .containsExactlyInAnyOrderElementsOf(
                        Tags.of("context", "web", "match", "wildcard", "server.name", "*.example.com"));
    }

    @Test
    void asksTheRegistryOnceForEachCombinationOfTags() {
        var asked = new AtomicInteger();
        var counting = new HandshakeMeters(
                () -> {
                    asked.incrementAndGet();
                    return this.registry;
                },
                false);

        for (var i = 0; i < 100; i++) {
            counting.begun(begun());
            counting.succeeded(succeeded());
        }

        assertThat(asked).hasValue(4); // a timer, a gauge, two counters
    }

    private static List<String> keys(Meter meter) {
        return meter.getId().getTags().stream().map(Tag::getKey).toList();
    }

    private static HandshakeEvent begun() {
        return HandshakeEvent.builder(Side.SERVER, "web", "jsse")
                .requestedServerName("www.example.com")
                .build();
    }

    private static HandshakeEvent succeeded() {
        return HandshakeEvent.builder(Side.SERVER, "web", "jsse")
                .requestedServerName("www.example.com")
                .serverNameMatch(ServerNameMatch.WILDCARD)
                .matchedServerName("*.example.com")
                .version(TlsVersion.TLSv1_3)
                .cipher(CipherSuite.TLS_AES_128_GCM_SHA256)
                .group("X25519MLKEM768")
                .protocol(NextProtocol.H2)
                .resumed(false)
                .duration(Duration.ofMillis(12))
                .build();
    }

    private static HandshakeEvent failed() {
        return failed(HandshakeFailure.PROTOCOL_VERSION);
    }

    private static HandshakeEvent failed(HandshakeFailure reason) {
        return HandshakeEvent.builder(Side.SERVER, "web", "jsse")
                .duration(Duration.ofMillis(1))
                .failure(reason)
                .failureMessage("received fatal alert: protocol_version")
                .build();
    }
}
