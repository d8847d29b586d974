package io.unifiedtls.insecure;

import java.util.Set;

import io.unifiedtls.ClientContext;
import io.unifiedtls.ConfigurationException;
import io.unifiedtls.ServerContext;
import io.unifiedtls.TlsContext;
import io.unifiedtls.TlsImplementation;
import io.unifiedtls.TlsServerConfiguration;
import io.unifiedtls.TrustStore;
import io.unifiedtls.internal.engine.Observer;
import io.unifiedtls.internal.trust.ReplaceableVerifier;

/**
 * Creates contexts that do not fully verify their peers. Only for tests.
 *
 * <p>For a peer with a self-signed certificate, use an ordinary context with {@code TrustStore.fromFile(certificate)}
 * instead: it is safer, and sufficient.
 *
 * @param implementation the underlying TLS implementation
 */
public record InsecureTlsImplementation(TlsImplementation implementation) {

    /**
     * Creates a context: reads and checks all files of the configuration.
     *
     * @throws ConfigurationException if a file or setting is missing, invalid or not supported
     */
    public InsecureClientContext clientContext(InsecureClientConfiguration configuration)
            throws ConfigurationException {
        var skipped = configuration.skippedChecks();
        var verifying = this.implementation.clientContext(configuration.configuration());
        var context = (ClientContext) skipping(verifying, skipped);
        var warning = new SecurityWarning(skipped);
        warning.log("client context");
        return new InsecureClientContext(
                context.observed(Observer.NONE.contextName(), new WarnedHandshakes(warning)), skipped);
    }

    /**
     * Creates a context: reads and checks all files of the configuration.
     *
     * @throws ConfigurationException if a file or setting is missing, invalid or not supported
     */
    public InsecureServerContext serverContext(InsecureServerConfiguration configuration)
            throws ConfigurationException {
        var skipped = InsecureServerConfiguration.SKIPPED_CHECKS;
        var verifying = this.implementation.serverContext(withTrustStore(configuration.configuration()));
        var context = (ServerContext) skipping(verifying, skipped);
        var warning = new SecurityWarning(skipped);
        warning.log("server context");
        return new InsecureServerContext(
                context.observed(Observer.NONE.contextName(), new WarnedHandshakes(warning)),
                configuration.configuration());
    }

    /** No implementation asks for certificates without a trust store; nothing is looked up in this one. */
    private static TlsServerConfiguration withTrustStore(TlsServerConfiguration configuration) {
        return configuration.trustStore().isPresent()
                ? configuration
                : configuration.toBuilder().trustStore(TrustStore.jdk()).build();
    }

    private TlsContext skipping(TlsContext verifying, Set<SkippedCheck> skipped) throws ConfigurationException {
        if (verifying instanceof ReplaceableVerifier replaceable) {
            return replaceable.replacingChecks(new PartialPeerVerifier.Replacement(skipped));
        }
        throw new ConfigurationException("TLS implementation %s always verifies its peers; to skip %s, use jsse"
                .formatted(this.implementation.name(), skipped.stream().sorted().toList()));
    }
}
