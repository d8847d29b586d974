package io.unifiedtls;

import java.time.Duration;
import java.util.Optional;

/**
 * What is known of a handshake.
 *
 * @param side which end of the connection this is
 * @param contextName the name of the context
 * @param implementation the name of the implementation
 * @param requestedServerName the server name in the ClientHello, as the client wrote it; not to be trusted, nor used as
 *     the tag of a meter
 * @param serverNameMatch how a server matched that name; empty on a client
 * @param matchedServerName the name or wildcard of the configuration that it matched
 * @param version the negotiated version
 * @param cipher the negotiated cipher suite
 * @param protocol the negotiated application protocol
 * @param resumed whether the handshake resumed a session, if it got far enough to know
 * @param duration the time since the ClientHello was sent or seen
 * @param failure why the handshake failed
 * @param failureMessage what went wrong, for a person
 */
public record HandshakeEvent(
        Side side,
        String contextName,
        String implementation,
        Optional<String> requestedServerName,
        Optional<ServerNameMatch> serverNameMatch,
        Optional<String> matchedServerName,
        Optional<TlsVersion> version,
        Optional<CipherSuite> cipher,
        Optional<NextProtocol> protocol,
        Optional<Boolean> resumed,
        Duration duration,
        Optional<HandshakeFailure> failure,
        Optional<String> failureMessage) {}
