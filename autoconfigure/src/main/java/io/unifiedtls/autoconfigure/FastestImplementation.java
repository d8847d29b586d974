package io.unifiedtls.autoconfigure;

import java.util.LinkedHashMap;
import java.util.Map;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import io.unifiedtls.ConfigurationException;
import io.unifiedtls.ImplementationChoice;
import io.unifiedtls.TlsImplementation;

/**
 * Takes the fastest implementation that can do what is configured. What an implementation lacks may show only when the
 * files were read, such as an Ed25519 key; then it is the turn of the next one.
 */
final class FastestImplementation {

    private static final Log LOG = LogFactory.getLog(FastestImplementation.class);

    /** The implementation with the fewest limits: where all refuse, what it says is about the configuration. */
    private static final String REFERENCE = "jsse";

    private FastestImplementation() {}

    /** Makes a context of an implementation. */
    @FunctionalInterface
    interface Creation<C> {

        C with(TlsImplementation implementation) throws ConfigurationException;
    }

    /**
     * Returns the context, and logs whose it is.
     *
     * @param entry the property of the whole, such as {@code tls.servers.web}
     * @throws ConfigurationException if no implementation can make it
     */
    static <C> C create(String entry, Creation<C> creation) throws ConfigurationException {
        var passedOver = new LinkedHashMap<String, String>();
        var refusals = new LinkedHashMap<String, ConfigurationException>();
        for (var implementation : TlsImplementation.known()) {
            var missing = implementation.unavailability();
            if (missing.isPresent()) {
                passedOver.put(implementation.name(), missing.get());
                continue;
            }
            try {
                var context = creation.with(implementation);
                LOG.info("%s: uses the TLS implementation %s"
                        .formatted(entry, new ImplementationChoice(implementation, passedOver).summary()));
                return context;
            } catch (ConfigurationException refusal) {
                refusals.put(implementation.name(), refusal);
                passedOver.put(implementation.name(), refusal.getMessage());
            }
        }
        throw mostTelling(refusals);
    }

    private static ConfigurationException mostTelling(Map<String, ConfigurationException> refusals) {
        var ofReference = refusals.get(REFERENCE);
        return (ofReference != null)
                ? ofReference
                : refusals.values().stream()
                        .findFirst()
                        .orElseGet(() -> new ConfigurationException("no TLS implementation on the class path"));
    }
}
