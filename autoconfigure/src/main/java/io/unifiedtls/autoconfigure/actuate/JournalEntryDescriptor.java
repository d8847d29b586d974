package io.unifiedtls.autoconfigure.actuate;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.unifiedtls.CipherSuite;
import io.unifiedtls.ClientOffer;
import io.unifiedtls.HandshakeFailure;
import io.unifiedtls.NextProtocol;
import io.unifiedtls.TlsVersion;
import io.unifiedtls.autoconfigure.inspection.Words;
import io.unifiedtls.internal.text.PrintableText;

/**
 * A handshake, or several that differ only in time.
 *
 * @param count how many there were
 * @param remoteAddress the address of the peer, as much of it as is kept
 * @param serverName the server name that the client requested
 * @param offer what the client offered
 * @param stage how far it got
 * @param durationMillis how long the last one took
 * @param message what happened
 * @param action what to do about it
 * @param guide the section of the guide about the reason
 */
record JournalEntryDescriptor(
        Instant firstAt,
        Instant lastAt,
        long count,
        String side,
        String context,
        String implementation,
        @Nullable String remoteAddress,
        @Nullable String serverName,
        @Nullable String serverNameMatch,
        @Nullable Offer offer,
        String stage,
        double durationMillis,
        @Nullable String version,
        @Nullable String cipher,
        @Nullable String group,
        @Nullable String protocol,
        @Nullable Boolean resumed,
        @Nullable String reason,
        @Nullable String message,
        @Nullable String action,
        @Nullable String guide) {

    /** Longer lists are of no client that people use. */
    private static final int MOST_OFFERED = 100;

    private static final int LONGEST_MESSAGE = 1_000;

    /**
     * What a client offered.
     *
     * @param ja4 the JA4 fingerprint of its TLS library and settings
     */
    record Offer(
            List<String> versions,
            List<String> ciphers,
            List<String> groups,
            List<String> signatureAlgorithms,
            List<String> protocols,
            @Nullable String ja4) {

        private static Offer of(ClientOffer offer) {
            return new Offer(
                    bounded(offer.versions().stream()),
                    bounded(offer.ciphers().stream().map(CipherSuite::name)),
                    bounded(offer.groups().stream()),
                    bounded(offer.signatureAlgorithms().stream()),
                    bounded(offer.protocols().stream().map(NextProtocol::toString)),
                    offer.ja4().orElse(null));
        }

        private static List<String> bounded(Stream<String> names) {
            return names.limit(MOST_OFFERED).map(PrintableText::of).toList();
        }
    }

    static JournalEntryDescriptor of(JournalEntry entry) {
        var event = entry.event();
        return new JournalEntryDescriptor(
                entry.firstAt(),
                entry.lastAt(),
                entry.count(),
                event.side().tag(),
                event.contextName(),
                event.implementation(),
                entry.remoteAddress(),
                event.requestedServerName().map(PrintableText::of).orElse(null),
                event.serverNameMatch().map(Words::of).orElse(null),
                event.clientOffer().map(Offer::of).orElse(null),
                Words.of(event.stage()),
                event.duration().toNanos() / 1_000_000.0,
                event.version().map(TlsVersion::protocol).orElse(null),
                event.cipher().map(CipherSuite::name).orElse(null),
                event.group().orElse(null),
                event.protocol().map(NextProtocol::toString).orElse(null),
                event.resumed().orElse(null),
                event.failure().map(HandshakeFailure::tag).orElse(null),
                event.failureMessage()
                        .map(text -> PrintableText.of(text, LONGEST_MESSAGE))
                        .orElse(null),
                event.failure()
                        .map(failure -> FailureAdvice.of(failure, event.side()))
                        .orElse(null),
                event.failure().map(FailureAdvice::guide).orElse(null));
    }
}
