package io.unifiedtls.autoconfigure;

import java.util.List;
import java.util.Optional;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import io.unifiedtls.CipherSuite;
import io.unifiedtls.ClientContext;
import io.unifiedtls.ServerContext;
import io.unifiedtls.TlsFeature;
import io.unifiedtls.TlsVersion;

/** Warns at start of the consequences of a configuration that are not obvious from it. */
final class StartWarnings {

    private static final Log LOG = LogFactory.getLog(StartWarnings.class);

    private StartWarnings() {}

    static void log(String entry, ServerContext context) {
        var configuration = context.configuration();
        context.implementation()
                .unverifiedPeers(configuration)
                .ifPresent(peers -> ofUnverified(
                        entry,
                        context.implementation().name(),
                        peers,
                        "a client with one does not send a certificate"));
        if (configuration.certificateChains().size() > 1
                && !context.implementation().capabilities().has(TlsFeature.SESSIONS_BY_SERVER_NAME)) {
            LOG.warn(
                    ("%s uses %s, which resumes sessions under the server names of other certificates: such a client does"
                                    + " not get the certificate of the requested name; to prevent that, set %s.implementation: jsse")
                            .formatted(entry, context.implementation().name(), entry));
        }
        ofVersions(
                entry,
                configuration.ciphers(),
                configuration.lowestSupportedVersion(),
                configuration.highestSupportedVersion());
    }

    static void log(String entry, ClientContext context) {
        var configuration = context.configuration();
        context.implementation()
                .unverifiedPeers(configuration)
                .ifPresent(peers -> ofUnverified(
                        entry, context.implementation().name(), peers, "the handshake with such a server fails"));
        ofVersions(
                entry,
                configuration.ciphers(),
                configuration.lowestSupportedVersion(),
                configuration.highestSupportedVersion());
    }

    private static void ofUnverified(String entry, String implementation, String peers, String effect) {
        LOG.warn("%s uses %s: %s, and %s; to support them, set %s.implementation: jsse"
                .formatted(entry, implementation, peers, effect, entry));
    }

    private static void ofVersions(
            String entry, List<CipherSuite> ciphers, Optional<TlsVersion> lowest, Optional<TlsVersion> highest) {
        if (ciphers.isEmpty()) {
            return;
        }
        if (ciphers.stream().noneMatch(CipherSuite::isTls13) && highest.isEmpty()) {
            LOG.warn(("%s.ciphers does not list a TLS 1.3 cipher suite, so TLS 1.3 is disabled; to keep it, set"
                            + " %s.highest-supported-version: TLSv1.3, otherwise TLSv1.2")
                    .formatted(entry, entry));
        }
        if (ciphers.stream().allMatch(CipherSuite::isTls13) && lowest.isEmpty()) {
            LOG.warn(
                    ("%s.ciphers does not list a TLS 1.2 cipher suite, so TLS 1.2 is disabled; if that is intended, set"
                                    + " %s.lowest-supported-version: TLSv1.3")
                            .formatted(entry, entry));
        }
    }
}
