package io.unifiedtls.boringssl;

import java.time.Clock;
import java.util.Optional;

import io.unifiedtls.ClientContext;
import io.unifiedtls.ConfigurationException;
import io.unifiedtls.ServerContext;
import io.unifiedtls.TlsCapabilities;
import io.unifiedtls.TlsClientConfiguration;
import io.unifiedtls.TlsImplementation;
import io.unifiedtls.TlsServerConfiguration;
import io.unifiedtls.boringssl.internal.BoringSslLibrary;
import io.unifiedtls.internal.context.EngineContextFactory;

/**
 * The TLS implementation {@code boringssl}, which uses BoringSSL if its native library supports the platform. The
 * fastest implementation.
 *
 * <p>Stateless and thread-safe.
 */
public final class BoringSslImplementation implements TlsImplementation {

    /** Loaded only where the library is there. */
    private static final class Library {

        private static final TlsCapabilities CAPABILITIES = BoringSslLibrary.capabilities();
    }

    private final EngineContextFactory contexts;

    /** Creates the implementation; the native library need not be present. */
    public BoringSslImplementation() {
        this(Clock.systemUTC());
    }

    BoringSslImplementation(Clock clock) {
        this.contexts = new EngineContextFactory(this, new BoringSslLibrary(), clock);
    }

    @Override
    public String name() {
        return "boringssl";
    }

    @Override
    public Optional<String> version() {
        return isAvailable() ? Optional.of(BoringSslLibrary.version()) : Optional.empty();
    }

    @Override
    public boolean isAvailable() {
        return unavailability().isEmpty();
    }

    @Override
    public Optional<String> unavailability() {
        try {
            return BoringSslLibrary.unavailability();
        } catch (LinkageError noNetty) {
            return Optional.of("netty-handler or netty-tcnative-classes is missing, or too old: " + noNetty);
        }
    }

    @Override
    public Optional<String> remedy() {
        try {
            return BoringSslLibrary.remedy();
        } catch (LinkageError noNetty) {
            return Optional.empty();
        }
    }

    @Override
    public int rank() {
        return 100;
    }

    @Override
    public TlsCapabilities capabilities() {
        return Library.CAPABILITIES;
    }

    @Override
    public void validate(TlsClientConfiguration configuration) throws ConfigurationException {
        this.contexts.validate(configuration);
    }

    @Override
    public void validate(TlsServerConfiguration configuration) throws ConfigurationException {
        this.contexts.validate(configuration);
    }

    @Override
    public ClientContext clientContext(TlsClientConfiguration configuration) throws ConfigurationException {
        return this.contexts.client(configuration);
    }

    @Override
    public ServerContext serverContext(TlsServerConfiguration configuration) throws ConfigurationException {
        return this.contexts.server(configuration);
    }
}
