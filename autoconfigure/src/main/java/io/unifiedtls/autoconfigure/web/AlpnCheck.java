package io.unifiedtls.autoconfigure.web;

import java.util.List;

import io.unifiedtls.NextProtocol;
import io.unifiedtls.TlsServerConfiguration;

/** Compares the protocols that a web server supports over TLS with the ALPN protocols of its configuration. */
public final class AlpnCheck {

    private AlpnCheck() {}

    /**
     * Checks that a web server supports every ALPN protocol that its configuration offers.
     *
     * @throws IllegalStateException if a protocol is not supported: clients would negotiate a protocol that the server
     *     cannot handle
     */
    public static void check(TlsServerConfiguration configuration, boolean http2) {
        var spoken = http2 ? List.of(NextProtocol.H2, NextProtocol.HTTP1) : List.of(NextProtocol.HTTP1);
        for (var offered : configuration.innerProtocols()) {
            if (!spoken.contains(offered)) {
                throw new IllegalStateException("%s is offered by ALPN, but the web server supports %s%s"
                        .formatted(offered, spoken, advice(offered)));
            }
        }
    }

    private static String advice(NextProtocol offered) {
        return offered.equals(NextProtocol.H2) ? "; set server.http2.enabled=true" : "";
    }
}
