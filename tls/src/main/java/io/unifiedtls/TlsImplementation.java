package io.unifiedtls;

import java.util.List;
import java.util.ServiceLoader;

/**
 * What carries TLS out: a TLS library behind the common API (PEP 748, "Runtime Access").
 *
 * <p>Found with {@link ServiceLoader}. Stateless and thread-safe.
 */
public interface TlsImplementation {

    /** Returns the name that configurations and meters use, such as {@code jsse}. */
    String name();

    /** Returns whether what this implementation needs is there, such as a library on the class path. */
    default boolean isAvailable() {
        return true;
    }

    /** Returns what this implementation can do. */
    TlsCapabilities capabilities();

    /**
     * Checks that this implementation can honour every setting of a configuration, without reading any file.
     *
     * @throws ConfigurationException if it cannot; nothing is ever ignored
     */
    void validate(TlsClientConfiguration configuration) throws ConfigurationException;

    /**
     * Checks that this implementation can honour every setting of a configuration, without reading any file.
     *
     * @throws ConfigurationException if it cannot; nothing is ever ignored
     */
    void validate(TlsServerConfiguration configuration) throws ConfigurationException;

    /**
     * Creates a context: reads and checks everything that the configuration names.
     *
     * @throws ConfigurationException if something is missing, wrong or not supported
     */
    ClientContext clientContext(TlsClientConfiguration configuration) throws ConfigurationException;

    /**
     * Creates a context: reads and checks everything that the configuration names.
     *
     * @throws ConfigurationException if something is missing, wrong or not supported
     */
    ServerContext serverContext(TlsServerConfiguration configuration) throws ConfigurationException;

    /** Returns every available implementation on the class path, the fastest first. */
    static List<TlsImplementation> present() {
        return ServiceLoader.load(TlsImplementation.class, TlsImplementation.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get)
                .filter(TlsImplementation::isAvailable)
                .toList();
    }

    /**
     * Returns the implementation with a name.
     *
     * @throws ConfigurationException if there is none on the class path
     */
    static TlsImplementation named(String name) throws ConfigurationException {
        return Implementations.named(name);
    }

    /**
     * Returns the fastest implementation on the class path that can honour a configuration.
     *
     * @throws ConfigurationException if none can, with the reason of each
     */
    static TlsImplementation best(TlsClientConfiguration configuration) throws ConfigurationException {
        return Implementations.first(implementation -> implementation.validate(configuration));
    }

    /**
     * Returns the fastest implementation on the class path that can honour a configuration.
     *
     * @throws ConfigurationException if none can, with the reason of each
     */
    static TlsImplementation best(TlsServerConfiguration configuration) throws ConfigurationException {
        return Implementations.first(implementation -> implementation.validate(configuration));
    }
}
