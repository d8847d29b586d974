package io.unifiedtls.autoconfigure.web;

import java.util.List;

import io.unifiedtls.NextProtocol;
import io.unifiedtls.TlsServerConfiguration;

/** What a web server speaks over TLS, to be compared with what its configuration offers by ALPN. */
public final class SpokenProtocols {

    private SpokenProtocols() {}

    /**
     * Checks that a web server speaks every protocol that its configuration offers.
     *
     * @throws IllegalStateException if it does not: a client would be promised what the server does not understand
     */
    public static void check(TlsServerConfiguration configuration, boolean http2) {
        var spoken = http2 ? List.of(NextProtocol.H2, NextProtocol.HTTP1) : List.of(NextProtocol.HTTP1);
        for (var offered : configuration.innerProtocols()) {
            if (!spoken.contains(offered)) {
                throw new IllegalStateException("%s is offered by ALPN, but the web server speaks %s%s"
                        .formatted(offered, spoken, advice(offered)));
            }
        }
    }

    private static String advice(NextProtocol offered) {
        return offered.equals(NextProtocol.H2) ? "; set server.http2.enabled=true" : "";
    }
}
