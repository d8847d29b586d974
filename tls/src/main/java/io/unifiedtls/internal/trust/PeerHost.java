package io.unifiedtls.internal.trust;

import java.util.List;
import java.util.Optional;

import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;

import org.jspecify.annotations.Nullable;

/** The host that a client means to reach: what its engine or socket was created for, or else the name it asks for. */
final class PeerHost {

    private PeerHost() {}

    static Optional<String> of(SSLEngine engine) {
        return host(engine.getPeerHost(), engine.getSSLParameters());
    }

    static Optional<String> of(SSLSocket socket) {
        return Optional.ofNullable(socket.getHandshakeSession())
                .map(SSLSession::getPeerHost)
                .or(() -> asked(socket.getSSLParameters()));
    }

    private static Optional<String> host(@Nullable String peerHost, SSLParameters parameters) {
        return (peerHost != null && !peerHost.isEmpty()) ? Optional.of(peerHost) : asked(parameters);
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
