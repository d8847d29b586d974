package io.unifiedtls.internal.trust;

import java.util.List;
import java.util.Optional;

import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;

/**
 * The host that a client wants to reach: what its engine or socket was created for, or else the name that it requests.
 */
final class ExpectedHost {

    private ExpectedHost() {}

    static Optional<String> of(SSLEngine engine) {
        var host = engine.getPeerHost();
        return (host != null && !host.isEmpty()) ? Optional.of(host) : asked(engine.getSSLParameters());
    }

    static Optional<String> of(SSLSocket socket) {
        return Optional.ofNullable(socket.getHandshakeSession())
                .map(SSLSession::getPeerHost)
                .or(() -> asked(socket.getSSLParameters()));
    }

    private static Optional<String> asked(SSLParameters parameters) {
        List<SNIServerName> names =
                Optional.ofNullable(parameters.getServerNames()).orElse(List.of());
        return names.stream()
                .filter(SNIHostName.class::isInstance)
                .map(name -> ((SNIHostName) name).getAsciiName())
                .findFirst();
    }
}
