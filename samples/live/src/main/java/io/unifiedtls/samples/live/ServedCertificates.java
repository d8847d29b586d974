package io.unifiedtls.samples.live;

import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.springframework.stereotype.Component;

import io.unifiedtls.CipherSuite;
import io.unifiedtls.HandshakeEvent;
import io.unifiedtls.HandshakeStage;
import io.unifiedtls.LoadedChain;
import io.unifiedtls.Side;
import io.unifiedtls.TlsVersion;
import io.unifiedtls.autoconfigure.TlsContexts;

/** The certificates of the application's servers. */
@Component
final class ServedCertificates {

    private final TlsContexts contexts;

    private final Clock clock;

    ServedCertificates(TlsContexts contexts, Clock clock) {
        this.contexts = contexts;
        this.clock = clock;
    }

    /**
     * A certificate.
     *
     * @param names the server names that select it
     * @param key the kind of its key, such as {@code RSA 2048}
     * @param daysLeft the whole days until it expires; negative if it has expired
     */
    record Certificate(List<String> names, String key, Instant validUntil, long daysLeft) {

        static Certificate of(LoadedChain chain, Instant now) {
            var validUntil = chain.leaf().getNotAfter().toInstant();
            return new Certificate(
                    chain.serverNames(),
                    key(chain),
                    validUntil,
                    Math.floorDiv(Duration.between(now, validUntil).toSeconds(), 86_400));
        }

        private static String key(LoadedChain chain) {
            var key = chain.leaf().getPublicKey();
            if (key instanceof RSAPublicKey rsa) {
                return "RSA " + rsa.getModulus().bitLength();
            }
            return (key instanceof ECPublicKey ec)
                    ? "ECDSA " + ec.getParams().getCurve().getField().getFieldSize()
                    : key.getAlgorithm();
        }
    }

    /** Returns all certificates, in the configured order. */
    List<Certificate> all() {
        var now = this.clock.instant();
        return this.contexts.serverNames().stream()
                .flatMap(name -> this.contexts.server(name).loadedChains().stream())
                .map(chain -> Certificate.of(chain, now))
                .toList();
    }

    /**
     * Returns the certificate that the client of a handshake was shown; empty if the handshake did not get that far or
     * resumed a session. An event does not have it: this follows from the name that matched and what the client
     * offered.
     */
    Optional<Certificate> shownIn(HandshakeEvent event) {
        if (event.side() != Side.SERVER
                || event.stage().compareTo(HandshakeStage.SERVER_HELLO) < 0
                || event.resumed().orElse(false)
                || !this.contexts.serverNames().contains(event.contextName())) {
            return Optional.empty();
        }
        var chains = this.contexts.server(event.contextName()).loadedChains();
        var name = event.matchedServerName().or(() -> defaultName(chains));
        var candidates = chains.stream()
                .filter(chain -> name.isPresent() && chain.serverNames().contains(name.get()))
                .toList();
        return candidates.stream()
                .filter(chain -> suits(chain, event))
                .findFirst()
                .or(() -> candidates.stream().findFirst())
                .map(chain -> Certificate.of(chain, this.clock.instant()));
    }

    /** Unknown names are served the first chain, and others with its first name. */
    private static Optional<String> defaultName(List<LoadedChain> chains) {
        return chains.stream()
                .limit(1)
                .flatMap(chain -> chain.serverNames().stream())
                .findFirst();
    }

    /**
     * In TLS 1.2 the cipher suite names the kind of key, in TLS 1.3 it depends on the client's signature algorithms.
     */
    private static boolean suits(LoadedChain chain, HandshakeEvent event) {
        var rsa = chain.leaf().getPublicKey() instanceof RSAPublicKey;
        if (event.version().equals(Optional.of(TlsVersion.TLSv1_2))
                && event.cipher().isPresent()) {
            return event.cipher().map(CipherSuite::name).orElse("").contains("_RSA_") == rsa;
        }
        return event.clientOffer().stream()
                .flatMap(offer -> offer.signatureAlgorithms().stream())
                .anyMatch(algorithm -> algorithm.startsWith(rsa ? "rsa_pss_" : "ecdsa_"));
    }
}
