package io.unifiedtls.autoconfigure.actuate;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import io.unifiedtls.autoconfigure.diagnostics.Snippet;
import io.unifiedtls.autoconfigure.diagnostics.TlsConfigurationException;

/**
 * The properties below {@code tls.handshake-journal}.
 *
 * @param failures Number of failed handshakes to remember; those that repeat count as one.
 * @param successes Number of successful handshakes to remember, of which one per second is taken.
 * @param remoteAddress How much of a peer's address to keep.
 */
@ConfigurationProperties("tls.handshake-journal")
record TlsJournalProperties(
        @DefaultValue("200") int failures,
        @DefaultValue("0") int successes,
        @DefaultValue("full") RemoteAddress remoteAddress) {

    private static final int MOST = 10_000;

    /** How much of an address is kept. */
    enum RemoteAddress {
        /** The whole address. */
        FULL,

        /** The network: 24 bits of an IPv4 address, 48 bits of an IPv6 address. */
        NETWORK,

        /** Nothing. */
        NONE
    }

    TlsJournalProperties {
        check("failures", failures, 200);
        check("successes", successes, 20);
    }

    private static void check(String key, int count, int example) {
        if (count < 0 || count > MOST) {
            var property = "tls.handshake-journal." + key;
            throw new TlsConfigurationException(
                    property,
                    "%d is not between 0 and %d".formatted(count, MOST),
                    "Set the number of handshakes to remember:",
                    Snippet.of(property, String.valueOf(example)));
        }
    }
}
