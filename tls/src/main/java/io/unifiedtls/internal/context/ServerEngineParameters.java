package io.unifiedtls.internal.context;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import javax.net.ssl.X509ExtendedKeyManager;

import io.unifiedtls.TlsServerConfiguration;
import io.unifiedtls.internal.material.Credential;
import io.unifiedtls.internal.trust.PeerTrustManager;

/**
 * What the engines of a server are made from.
 *
 * @param settings the configuration, limited to what the library supports
 * @param keyManager chooses the signing chain
 * @param credentials returns the credential of an alias that the key manager chooses
 * @param trustManager verifies clients
 * @param ticketKeys the session ticket keys, the current one first; if empty, the library generates its own
 * @param clock for validity periods
 */
public record ServerEngineParameters(
        TlsServerConfiguration configuration,
        ResolvedSettings settings,
        X509ExtendedKeyManager keyManager,
        Function<String, Optional<Credential>> credentials,
        PeerTrustManager trustManager,
        List<TicketKey> ticketKeys,
        Clock clock) {}
