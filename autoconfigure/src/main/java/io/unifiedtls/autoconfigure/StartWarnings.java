package io.unifiedtls.autoconfigure;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import io.unifiedtls.CipherSuite;
import io.unifiedtls.ClientContext;
import io.unifiedtls.ServerContext;
import io.unifiedtls.TlsContext;
import io.unifiedtls.TlsFeature;
import io.unifiedtls.TlsVersion;

/** Consequences of a configuration that are not obvious from it. */
public final class StartWarnings {

    private static final Log LOG = LogFactory.getLog(StartWarnings.class);

    private StartWarnings() {}

    static void log(String entry, TlsContext context) {
        of(entry, context).forEach(LOG::warn);
    }

    /**
     * Returns the warnings about a context.
     *
     * @param entry the property of the context, such as {@code tls.servers.web}
     */
    public static List<String> of(String entry, TlsContext context) {
        if (context instanceof ServerContext server) {
            return ofServer(entry, server);
        }
        return (context instanceof ClientContext client) ? ofClient(entry, client) : List.of();
    }

    private static List<String> ofServer(String entry, ServerContext context) {
        var configuration = context.configuration();
        var warnings = new ArrayList<String>();
        context.implementation()
                .unverifiedPeers(configuration)
                .map(peers -> ofUnverified(
                        entry, context.implementation().name(), peers, "a client with one does not send a certificate"))
                .ifPresent(warnings::add);
        if (configuration.certificateChains().size() > 1
                && !context.implementation().capabilities().has(TlsFeature.SESSIONS_BY_SERVER_NAME)) {
            warnings.add(
                    ("%s uses %s, which resumes sessions under the server names of other certificates: such a client does"
                                    + " not get the certificate of the requested name; to prevent that, set %s.implementation: jsse")
                            .formatted(entry, context.implementation().name(), entry));
        }
        warnings.addAll(ofVersions(
                entry,
                configuration.ciphers(),
                configuration.lowestSupportedVersion(),
                configuration.highestSupportedVersion()));
        return warnings;
    }

    private static List<String> ofClient(String entry, ClientContext context) {
        var configuration = context.configuration();
        var warnings = new ArrayList<String>();
        context.implementation()
                .unverifiedPeers(configuration)
                .map(peers -> ofUnverified(
                        entry, context.implementation().name(), peers, "the handshake with such a server fails"))
                .ifPresent(warnings::add);
        warnings.addAll(ofVersions(
                entry,
                configuration.ciphers(),
                configuration.lowestSupportedVersion(),
                configuration.highestSupportedVersion()));
        return warnings;
    }

    private static String ofUnverified(String entry, String implementation, String peers, String effect) {
        return "%s uses %s: %s, and %s; to support them, set %s.implementation: jsse"
                .formatted(entry, implementation, peers, effect, entry);
    }

    private static List<String> ofVersions(
            String entry, List<CipherSuite> ciphers, Optional<TlsVersion> lowest, Optional<TlsVersion> highest) {
        var warnings = new ArrayList<String>();
        if (ciphers.isEmpty()) {
            return warnings;
        }
        if (ciphers.stream().noneMatch(CipherSuite::isTls13) && highest.isEmpty()) {
            warnings.add(("%s.ciphers does not list a TLS 1.3 cipher suite, so TLS 1.3 is disabled; to keep it, set"
                            + " %s.highest-supported-version: TLSv1.3, otherwise TLSv1.2")
                    .formatted(entry, entry));
        }
        if (ciphers.stream().allMatch(CipherSuite::isTls13) && lowest.isEmpty()) {
            warnings.add(
                    ("%s.ciphers does not list a TLS 1.2 cipher suite, so TLS 1.2 is disabled; if that is intended, set"
                                    + " %s.lowest-supported-version: TLSv1.3")
                            .formatted(entry, entry));
        }
        return warnings;
    }
}
