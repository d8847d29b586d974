package io.unifiedtls.internal.context;

import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;

import javax.net.ssl.X509ExtendedKeyManager;

import io.unifiedtls.TlsClientConfiguration;
import io.unifiedtls.internal.material.Credential;
import io.unifiedtls.internal.trust.PeerTrustManager;

/**
 * What the engines of a client are made from.
 *
 * @param settings the configuration, limited to what the library supports
 * @param keyManager has the signing chain, if there is one
 * @param credentials returns the credential of an alias that the key manager chooses
 * @param trustManager verifies servers
 * @param clock for validity periods
 */
public record ClientEngineParameters(
        TlsClientConfiguration configuration,
        ResolvedSettings settings,
        X509ExtendedKeyManager keyManager,
        Function<String, Optional<Credential>> credentials,
        PeerTrustManager trustManager,
        Clock clock) {}
