package io.unifiedtls.autoconfigure.actuate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.unifiedtls.HandshakeEvent;
import io.unifiedtls.HandshakeFailure;
import io.unifiedtls.Side;
import io.unifiedtls.autoconfigure.actuate.TlsJournalProperties.RemoteAddress;
import io.unifiedtls.autoconfigure.diagnostics.TlsConfigurationException;
import io.unifiedtls.fixtures.MovableClock;

class HandshakeJournalTests {

    private final MovableClock clock = new MovableClock();

    private final Instant begin = this.clock.instant();

    @Test
    void remembersTheLastFailures() {
        var journal = journal(3, 0);

        IntStream.range(0, 5).forEach(i -> journal.failed(failure("10.0.0." + i, "www.example.com")));

        assertThat(journal.failures())
                .extracting(JournalEntry::remoteAddress)
                .containsExactly("10.0.0.4", "10.0.0.3", "10.0.0.2");
    }

    @Test
    void keepsFailuresOfOneReasonApartThatSayAnother() {
        var journal = journal(10, 0);
        for (var message :
                List.of("no common cipher suite", "no common signature algorithm", "no common cipher suite")) {
            journal.failed(HandshakeEvent.builder(Side.SERVER, "web", "jsse")
                    .failure(HandshakeFailure.NO_SHARED_CIPHER)
                    .failureMessage(message)
                    .build());
        }

        assertThat(journal.failures()).extracting(JournalEntry::count).containsExactly(2L, 1L);
    }

    @Test
    void countsFailuresThatRepeat() {
        var journal = journal(3, 0);
        journal.failed(failure("10.0.0.1", "www.example.com"));
        journal.failed(failure("10.0.0.2", "www.example.com"));
        this.clock.move(Duration.ofSeconds(5));

        IntStream.range(0, 1000).forEach(i -> journal.failed(failure("10.0.0.1", "www.example.com")));

        assertThat(journal.failures()).hasSize(2);
        assertThat(journal.failures().get(0).remoteAddress()).isEqualTo("10.0.0.1");
        assertThat(journal.failures().get(0).count()).isEqualTo(1001);
        assertThat(journal.failures().get(0).firstAt()).isEqualTo(this.begin);
        assertThat(journal.failures().get(0).lastAt()).isEqualTo(this.begin.plusSeconds(5));
    }

    @Test
    void tellsApartWhatFailsForAnotherReasonOrName() {
        var journal = journal(10, 0);

        journal.failed(failure("10.0.0.1", "www.example.com"));
        journal.failed(failure("10.0.0.1", "api.example.com"));
        journal.aborted(HandshakeEvent.builder(Side.SERVER, "web", "jsse")
                .remoteAddress(new InetSocketAddress("10.0.0.1", 1234))
                .requestedServerName("www.example.com")
                .failure(HandshakeFailure.CLOSED)
                .build());

        assertThat(journal.failures()).hasSize(3);
    }

    @Test
    void remembersNothingIfToldSo() {
        var journal = journal(0, 0);

        journal.failed(failure("10.0.0.1", "www.example.com"));
        journal.succeeded(success());

        assertThat(journal.failures()).isEmpty();
        assertThat(journal.successes()).isEmpty();
    }

    @Test
    void takesASuccessASecond() {
        var journal = journal(1, 2);
        for (int i = 0; i < 10; i++) {
            journal.succeeded(success());
        }

        assertThat(journal.successes()).hasSize(1);

        this.clock.move(Duration.ofSeconds(1));
        journal.succeeded(success());
        this.clock.move(Duration.ofSeconds(1));
        journal.succeeded(success());

        assertThat(journal.successes())
                .extracting(JournalEntry::lastAt)
                .containsExactly(this.begin.plusSeconds(2), this.begin.plusSeconds(1));
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.77,FULL,192.0.2.77",
        "192.0.2.77,NETWORK,192.0.2.0/24",
        "192.0.2.77,NONE,",
        "2001:db8:1:2:3:4:5:6,FULL,2001:db8:1:2:3:4:5:6",
        "2001:db8:1:2:3:4:5:6,NETWORK,2001:db8:1:0:0:0:0:0/48"
    })
    void keepsAsMuchOfAnAddressAsConfigured(String address, RemoteAddress kept, String shown) {
        assertThat(RemoteAddresses.of(new InetSocketAddress(address, 443), kept))
                .isEqualTo(shown);
    }

    @Test
    void showsTheServerThatAClientWantsToReach() {
        var address = InetSocketAddress.createUnresolved("api.example.com", 8443);

        assertThat(RemoteAddresses.of(address, RemoteAddress.NETWORK)).isEqualTo("api.example.com:8443");
    }

    @ParameterizedTest
    @CsvSource({"-1", "10001"})
    void refusesASizeThatIsNone(int size) {
        assertThatExceptionOfType(TlsConfigurationException.class)
                .isThrownBy(() -> new TlsJournalProperties(size, 0, RemoteAddress.FULL))
                .withMessageContaining("tls.handshake-journal.failures")
                .withMessageContaining("%d is not between 0 and 10000".formatted(size));
    }

    private HandshakeJournal journal(int failures, int successes) {
        return new HandshakeJournal(new TlsJournalProperties(failures, successes, RemoteAddress.FULL), this.clock);
    }

    private static HandshakeEvent failure(String address, String serverName) {
        return HandshakeEvent.builder(Side.SERVER, "web", "jsse")
                .remoteAddress(new InetSocketAddress(address, (int) (Math.random() * 60_000)))
                .requestedServerName(serverName)
                .failure(HandshakeFailure.PEER_ALERT)
                .build();
    }

    private static HandshakeEvent success() {
        return HandshakeEvent.builder(Side.SERVER, "web", "jsse").build();
    }
}
