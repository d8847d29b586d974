package io.unifiedtls.internal.context;

import java.util.Optional;

import javax.net.ssl.SNIHostName;

import io.unifiedtls.internal.text.ServerNames;

/**
 * The server that a client wants to reach (RFC 9525, section 2).
 *
 * @param given the host as the caller wrote it
 * @param host the host to verify
 * @param serverName the name to request: none for an IP address, nor for a name with an underscore, which JSSE's
 *     servers refuse
 */
record ReferenceIdentity(String given, String host, Optional<SNIHostName> serverName) {

    /**
     * Returns the server of a host.
     *
     * @throws IllegalArgumentException if it is neither a host name nor an IP address
     */
    static ReferenceIdentity of(String given) {
        var host = ServerNames.normalized(given);
        if (ServerNames.isIpAddress(host)) {
            return new ReferenceIdentity(given, host, Optional.empty());
        }
        if (!ServerNames.isHostName(host)) {
            throw new IllegalArgumentException("'%s' is not a valid host name".formatted(given));
        }
        return new ReferenceIdentity(given, host, sni(host));
    }

    private static Optional<SNIHostName> sni(String host) {
        try {
            return Optional.of(new SNIHostName(host));
        } catch (IllegalArgumentException underscore) {
            return Optional.empty();
        }
    }
}
