package io.unifiedtls.autoconfigure;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.regex.Pattern;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import io.unifiedtls.ConfigurationException;
import io.unifiedtls.ImplementationChoice;
import io.unifiedtls.OcspResponse;
import io.unifiedtls.SessionTicketKey;
import io.unifiedtls.SessionTicketKeySource;
import io.unifiedtls.TlsImplementation;

/**
 * Selects the fastest implementation that supports the configuration. What an implementation lacks may show only when
 * the files were read, such as an Ed25519 key; then it is the turn of the next one.
 */
final class FastestImplementation {

    private static final Log LOG = LogFactory.getLog(FastestImplementation.class);

    /** The implementation with the fewest limits: if all refuse, its error is about the configuration. */
    private static final String REFERENCE = "jsse";

    /** The implementation that supports what the reference does not. */
    private static final String WITH_ALL_FEATURES = "boringssl";

    private static final Pattern LACKED = Pattern.compile("^TLS implementation \\S+ does not support ([^;]+);");

    private FastestImplementation() {}

    /** Makes a context of an implementation. */
    @FunctionalInterface
    interface Creation<C> {

        C with(TlsImplementation implementation) throws ConfigurationException;
    }

    /** Chooses an implementation by trying. */
    @FunctionalInterface
    interface Choosing {

        ImplementationChoice by(TlsImplementation.Attempt attempt) throws ConfigurationException;
    }

    /**
     * Returns the context, and logs whose it is: at WARN if a faster implementation was skipped for something that is
     * easily changed.
     *
     * @param title what to call the whole, such as {@code TLS server 'web'}
     * @param chosen is notified of the choice
     * @throws ConfigurationException if no implementation can make it
     */
    static <C> C create(String title, Consumer<ImplementationChoice> chosen, Choosing choosing, Creation<C> creation)
            throws ConfigurationException {
        var created = new AtomicReference<C>();
        var refusals = new LinkedHashMap<String, ConfigurationException>();
        try {
            var choice = choosing.by(implementation -> {
                try {
                    created.set(creation.with(implementation));
                } catch (ConfigurationException refusal) {
                    refusals.put(implementation.name(), refusal);
                    throw refusal;
                }
            });
            var line = "%s uses %s".formatted(title, choice.summary());
            if (choice.isAvoidable()) {
                LOG.warn(line);
            } else {
                LOG.info(line);
            }
            chosen.accept(choice);
            return created.get();
        } catch (ConfigurationException none) {
            throw mostTelling(refusals, none);
        }
    }

    /**
     * Returns the error of the reference, unless that lacks a feature of another one: then the error of one that has
     * it.
     */
    private static ConfigurationException mostTelling(
            Map<String, ConfigurationException> refusals, ConfigurationException none) {
        var ofReference = refusals.get(REFERENCE);
        if (ofReference != null && lackedFeature(ofReference).isEmpty()) {
            return ofReference;
        }
        return refusals.values().stream()
                .filter(refusal -> lackedFeature(refusal).isEmpty())
                .findFirst()
                .orElseGet(() -> (ofReference != null) ? unsupported(ofReference) : none);
    }

    /** Returns what an implementation does not support, if only some others do. */
    private static Optional<String> lackedFeature(ConfigurationException refusal) {
        var lacked = LACKED.matcher(String.valueOf(refusal.getMessage()));
        return refusal.setting()
                .filter(setting -> setting instanceof SessionTicketKey
                        || setting instanceof SessionTicketKeySource
                        || setting instanceof OcspResponse)
                .filter(setting -> lacked.find())
                .map(setting -> lacked.group(1));
    }

    private static ConfigurationException unsupported(ConfigurationException ofReference) {
        var feature = lackedFeature(ofReference).orElseThrow();
        var reason = TlsImplementation.known().stream()
                .filter(implementation -> implementation.name().equals(WITH_ALL_FEATURES))
                .flatMap(implementation -> implementation.unavailability().stream())
                .findFirst()
                .map("boringssl does, but is not available: "::concat)
                .orElse("boringssl does, but is not on the class path");
        var exception = new ConfigurationException(
                "no available TLS implementation supports %s; %s".formatted(feature, reason));
        return ofReference.setting().map(exception::concerning).orElse(exception);
    }
}
