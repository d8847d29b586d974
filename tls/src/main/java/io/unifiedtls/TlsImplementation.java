package io.unifiedtls;

import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * A TLS library (JSSE, BoringSSL, …) exposed through the common API (PEP 748, "Runtime Access").
 *
 * <p>Found with {@link ServiceLoader}. Stateless and thread-safe.
 */
public interface TlsImplementation {

    /** Returns the name used in configurations and meters, such as {@code jsse}. */
    String name();

    /**
     * Returns the name and version of the TLS library, for people, such as {@code SunJSSE 17.0.15} or {@code BoringSSL
     * (netty-tcnative 2.0.84)}; empty if it is unknown, as it is by default, or the library is not available.
     *
     * <p>Never throws.
     */
    default Optional<String> version() {
        return Optional.empty();
    }

    /** Returns whether the requirements of this implementation are met, such as a library on the class path. */
    default boolean isAvailable() {
        return true;
    }

    /**
     * Returns why this implementation is unavailable, as a message; empty if it is available.
     *
     * <p>Never throws.
     */
    default Optional<String> unavailability() {
        return isAvailable() ? Optional.empty() : Optional.of("the required library is not on the class path");
    }

    /**
     * Returns how to make this implementation available, as a message; empty if it is available, or cannot be on this
     * machine.
     */
    default Optional<String> remedy() {
        return Optional.empty();
    }

    /**
     * Returns the rank of this implementation; a lower rank is tried first. The built-in ones are ranked by speed: 100
     * ({@code boringssl}), 200 ({@code conscrypt}), 300 ({@code jsse}) and 400 ({@code bouncycastle}). The default is
     * 1000.
     */
    default int rank() {
        return 1000;
    }

    /** Returns the capabilities of this implementation. */
    TlsCapabilities capabilities();

    /**
     * Checks that this implementation supports every setting of a configuration, without reading files.
     *
     * @throws ConfigurationException if a setting is not supported; none is ever ignored
     */
    void validate(TlsClientConfiguration configuration) throws ConfigurationException;

    /**
     * Checks that this implementation supports every setting of a configuration, without reading files.
     *
     * @throws ConfigurationException if a setting is not supported; none is ever ignored
     */
    void validate(TlsServerConfiguration configuration) throws ConfigurationException;

    /**
     * Returns which peers this implementation cannot verify although others can, as a message; empty if there are none.
     * {@link #choose} skips such an implementation if another one can be used; an implementation that is selected by
     * name is used all the same.
     */
    default Optional<String> unverifiedPeers(TlsClientConfiguration configuration) {
        return PeerKeys.unverified(this, configuration);
    }

    /**
     * Returns which peers this implementation cannot verify although others can, as a message; empty if there are none.
     * {@link #choose} skips such an implementation if another one can be used; an implementation that is selected by
     * name is used all the same.
     */
    default Optional<String> unverifiedPeers(TlsServerConfiguration configuration) {
        return PeerKeys.unverified(this, configuration);
    }

    /**
     * Creates a context: reads and checks all files of the configuration.
     *
     * @throws ConfigurationException if a file or setting is missing, invalid or not supported
     */
    ClientContext clientContext(TlsClientConfiguration configuration) throws ConfigurationException;

    /**
     * Creates a context: reads and checks all files of the configuration.
     *
     * @throws ConfigurationException if a file or setting is missing, invalid or not supported
     */
    ServerContext serverContext(TlsServerConfiguration configuration) throws ConfigurationException;

    /**
     * Returns all implementations on the class path, {@linkplain #unavailability available} or not, the fastest first.
     */
    static List<TlsImplementation> known() {
        return Implementations.known();
    }

    /** Returns all available implementations on the class path, the fastest first. */
    static List<TlsImplementation> present() {
        return Implementations.present();
    }

    /**
     * Returns the implementation with this name.
     *
     * @throws ConfigurationException if it is not on the class path or is unavailable
     */
    static TlsImplementation named(String name) throws ConfigurationException {
        return Implementations.named(name);
    }

    /**
     * Returns the fastest implementation on the class path that supports a configuration, and has no limit that the
     * JDK's TLS does not have.
     *
     * @throws ConfigurationException if there is none, with the reason for each
     */
    static TlsImplementation best(TlsClientConfiguration configuration) throws ConfigurationException {
        return choose(configuration).implementation();
    }

    /**
     * Returns the fastest implementation on the class path that supports a configuration, and has no limit that the
     * JDK's TLS does not have.
     *
     * @throws ConfigurationException if there is none, with the reason for each
     */
    static TlsImplementation best(TlsServerConfiguration configuration) throws ConfigurationException {
        return choose(configuration).implementation();
    }

    /**
     * Chooses the fastest implementation on the class path that supports a configuration, and has no limit that the
     * JDK's TLS does not have. The result includes why faster ones were skipped.
     *
     * @throws ConfigurationException if there is none, with the reason for each
     */
    static ImplementationChoice choose(TlsClientConfiguration configuration) throws ConfigurationException {
        return choose(configuration, implementation -> implementation.validate(configuration));
    }

    /**
     * Chooses the fastest implementation on the class path that supports a configuration, and has no limit that the
     * JDK's TLS does not have. The result includes why faster ones were skipped.
     *
     * @throws ConfigurationException if there is none, with the reason for each
     */
    static ImplementationChoice choose(TlsServerConfiguration configuration) throws ConfigurationException {
        return choose(configuration, implementation -> implementation.validate(configuration));
    }

    /**
     * Chooses as {@link #choose(TlsClientConfiguration)} does, but with an attempt instead of the validation: a missing
     * feature may show only when a context is created and the files are read.
     *
     * @throws ConfigurationException if every attempt fails, with the reason for each
     */
    static ImplementationChoice choose(TlsClientConfiguration configuration, Attempt attempt)
            throws ConfigurationException {
        return Implementations.choose(attempt, implementation -> Limit.of(implementation, configuration));
    }

    /**
     * Chooses as {@link #choose(TlsServerConfiguration)} does, but with an attempt instead of the validation: a missing
     * feature may show only when a context is created and the files are read.
     *
     * @throws ConfigurationException if every attempt fails, with the reason for each
     */
    static ImplementationChoice choose(TlsServerConfiguration configuration, Attempt attempt)
            throws ConfigurationException {
        return Implementations.choose(attempt, implementation -> Limit.of(implementation, configuration));
    }

    /** An attempt to use an implementation, such as creating a context. */
    @FunctionalInterface
    interface Attempt {

        /**
         * Attempts to use an implementation.
         *
         * @throws ConfigurationException if the attempt fails; the next implementation is tried
         */
        void with(TlsImplementation implementation) throws ConfigurationException;
    }
}
