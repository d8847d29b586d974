package io.unifiedtls.samples.live;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.unifiedtls.CipherSuite;
import io.unifiedtls.ClientOffer;
import io.unifiedtls.HandshakeFailure;
import io.unifiedtls.NextProtocol;
import io.unifiedtls.TlsVersion;
import io.unifiedtls.samples.live.HandshakeFeed.Entry;
import io.unifiedtls.samples.live.ServedCertificates.Certificate;

/**
 * A handshake as the page gets it. Texts are as the client sent them, of limited length.
 *
 * @param id what a browser sends to continue after it
 * @param certificate what the server has shown, on a server
 * @param reason why it failed, in a word
 * @param message why it failed, in a sentence
 */
record HandshakeView(
        String id,
        Instant time,
        String side,
        String context,
        String implementation,
        String outcome,
        @Nullable String remoteAddress,
        @Nullable String serverName,
        @Nullable String match,
        @Nullable Certificate certificate,
        @Nullable String version,
        @Nullable String cipher,
        @Nullable String group,
        @Nullable String protocol,
        @Nullable Boolean resumed,
        double durationMillis,
        String stage,
        @Nullable String reason,
        @Nullable String message,
        @Nullable Offer offer) {

    private static final int MOST_OFFERED = 100;

    private static final int LONGEST_TEXT = 500;

    /** What a client offered. */
    record Offer(
            @Nullable String ja4,
            List<String> versions,
            List<String> ciphers,
            List<String> groups,
            List<String> signatureAlgorithms,
            List<String> protocols) {

        static Offer of(ClientOffer offer) {
            return new Offer(
                    offer.ja4().orElse(null),
                    bounded(offer.versions().stream()),
                    bounded(offer.ciphers().stream().map(CipherSuite::name)),
                    bounded(offer.groups().stream()),
                    bounded(offer.signatureAlgorithms().stream()),
                    bounded(offer.protocols().stream().map(NextProtocol::toString)));
        }

        private static List<String> bounded(Stream<String> texts) {
            return texts.limit(MOST_OFFERED).map(HandshakeView::bounded).toList();
        }
    }

    static HandshakeView of(Entry entry, String id, ServedCertificates certificates) {
        var event = entry.event();
        return new HandshakeView(
                id,
                entry.time(),
                event.side().tag(),
                event.contextName(),
                event.implementation(),
                lowerCase(entry.outcome()),
                event.remoteAddress()
                        .map(Object::toString)
                        .map(HandshakeView::bounded)
                        .orElse(null),
                event.requestedServerName().map(HandshakeView::bounded).orElse(null),
                event.serverNameMatch().map(HandshakeView::lowerCase).orElse(null),
                certificates.shownIn(event).orElse(null),
                event.version().map(TlsVersion::protocol).orElse(null),
                event.cipher().map(CipherSuite::name).orElse(null),
                event.group().orElse(null),
                event.protocol()
                        .map(NextProtocol::toString)
                        .map(HandshakeView::bounded)
                        .orElse(null),
                event.resumed().orElse(null),
                event.duration().toNanos() / 1_000_000.0,
                lowerCase(event.stage()),
                event.failure().map(HandshakeFailure::tag).orElse(null),
                event.failureMessage().map(HandshakeView::bounded).orElse(null),
                event.clientOffer().map(Offer::of).orElse(null));
    }

    private static String bounded(String text) {
        return (text.length() <= LONGEST_TEXT) ? text : text.substring(0, LONGEST_TEXT) + "…";
    }

    private static String lowerCase(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
