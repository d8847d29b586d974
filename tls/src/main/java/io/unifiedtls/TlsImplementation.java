package io.unifiedtls;

import java.util.List;
import java.util.Optional;
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

    /**
     * Returns why what this implementation needs is not there, for a person to read; empty if it is there.
     *
     * <p>Never throws.
     */
    default Optional<String> unavailability() {
        return isAvailable() ? Optional.empty() : Optional.of("the library that it needs is not on the class path");
    }

    /**
     * Returns what to do so that this implementation becomes available, for a person to read; empty if it is, or if
     * there is nothing to do on this machine.
     */
    default Optional<String> remedy() {
        return Optional.empty();
    }

    /**
     * Returns where this implementation stands among those that are present: a lower one is tried first. Ours stand by
     * their speed, at 100 ({@code boringssl}), 200 ({@code conscrypt}), 300 ({@code jsse}) and 400
     * ({@code bouncycastle}); those of others after them, unless they say otherwise.
     */
    default int rank() {
        return 1000;
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
     * Returns which peers this implementation cannot verify, though another one can, for a person to read; empty if
     * there are none. {@link #choose} skips an implementation that cannot verify some if another one can; an
     * implementation that is asked for by name honours the configuration nevertheless.
     */
    default Optional<String> unverifiedPeers(TlsClientConfiguration configuration) {
        return PeerKeys.unverified(this, configuration);
    }

    /**
     * Returns which peers this implementation cannot verify, though another one can, for a person to read; empty if
     * there are none. {@link #choose} skips an implementation that cannot verify some if another one can; an
     * implementation that is asked for by name honours the configuration nevertheless.
     */
    default Optional<String> unverifiedPeers(TlsServerConfiguration configuration) {
        return PeerKeys.unverified(this, configuration);
    }

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

    /**
     * Returns every implementation on the class path, {@linkplain #unavailability available} or not, the fastest first.
     */
    static List<TlsImplementation> known() {
        return Implementations.known();
    }

    /** Returns every available implementation on the class path, the fastest first. */
    static List<TlsImplementation> present() {
        return Implementations.present();
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
     * Returns the fastest implementation on the class path that can honour a configuration, and has no limit that the
     * JDK's TLS library does not have.
     *
     * @throws ConfigurationException if none can, with the reason of each
     */
    static TlsImplementation best(TlsClientConfiguration configuration) throws ConfigurationException {
        return choose(configuration).implementation();
    }

    /**
     * Returns the fastest implementation on the class path that can honour a configuration, and has no limit that the
     * JDK's TLS library does not have.
     *
     * @throws ConfigurationException if none can, with the reason of each
     */
    static TlsImplementation best(TlsServerConfiguration configuration) throws ConfigurationException {
        return choose(configuration).implementation();
    }

    /**
     * Chooses the fastest implementation on the class path that can honour a configuration, and has no limit that the
     * JDK's TLS library does not have; and says why those that are faster are skipped.
     *
     * @throws ConfigurationException if none can, with the reason of each
     */
    static ImplementationChoice choose(TlsClientConfiguration configuration) throws ConfigurationException {
        return choose(configuration, implementation -> implementation.validate(configuration));
    }

    /**
     * Chooses the fastest implementation on the class path that can honour a configuration, and has no limit that the
     * JDK's TLS library does not have; and says why those that are faster are skipped.
     *
     * @throws ConfigurationException if none can, with the reason of each
     */
    static ImplementationChoice choose(TlsServerConfiguration configuration) throws ConfigurationException {
        return choose(configuration, implementation -> implementation.validate(configuration));
    }

    /**
     * Chooses as {@link #choose(TlsClientConfiguration)} does, with an attempt in place of the validation: what an
     * implementation lacks may show only when a context is created and the files are read.
     *
     * @throws ConfigurationException if every attempt fails, with the reason of each
     */
    static ImplementationChoice choose(TlsClientConfiguration configuration, Attempt attempt)
            throws ConfigurationException {
        return Implementations.choose(attempt, implementation -> Limit.of(implementation, configuration));
    }

    /**
     * Chooses as {@link #choose(TlsServerConfiguration)} does, with an attempt in place of the validation: what an
     * implementation lacks may show only when a context is created and the files are read.
     *
     * @throws ConfigurationException if every attempt fails, with the reason of each
     */
    static ImplementationChoice choose(TlsServerConfiguration configuration, Attempt attempt)
            throws ConfigurationException {
        return Implementations.choose(attempt, implementation -> Limit.of(implementation, configuration));
    }

    /** Tries whether an implementation can do what is asked. */
    @FunctionalInterface
    interface Attempt {

        /**
         * Does with an implementation what it is chosen for.
         *
         * @throws ConfigurationException if it cannot; the next one is tried
         */
        void with(TlsImplementation implementation) throws ConfigurationException;
    }
}
