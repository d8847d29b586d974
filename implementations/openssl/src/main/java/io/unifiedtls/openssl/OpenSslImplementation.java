package io.unifiedtls.openssl;

import java.time.Clock;
import java.util.Optional;

import io.unifiedtls.ClientContext;
import io.unifiedtls.ConfigurationException;
import io.unifiedtls.ServerContext;
import io.unifiedtls.TlsCapabilities;
import io.unifiedtls.TlsClientConfiguration;
import io.unifiedtls.TlsImplementation;
import io.unifiedtls.TlsServerConfiguration;
import io.unifiedtls.internal.context.EngineContextFactory;
import io.unifiedtls.openssl.internal.LibraryLoader;
import io.unifiedtls.openssl.internal.SystemLibrary;

/**
 * The TLS implementation {@code openssl}, which uses the system's OpenSSL 3 ({@code libssl.so.3}). It needs JDK 22 or
 * newer, and {@code --enable-native-access} to avoid a warning of the JVM. Its rank is below that of the JDK's TLS, so
 * that it is used only if it is named.
 *
 * <p>Stateless and thread-safe.
 */
public final class OpenSslImplementation implements TlsImplementation {

    /** After the JDK's, which is 300. */
    private static final int RANK = 350;

    private final SystemLibrary library;

    private final EngineContextFactory contexts;

    /** Creates the implementation; the library need not be present. */
    public OpenSslImplementation() {
        this(Clock.systemUTC());
    }

    OpenSslImplementation(Clock clock) {
        this.library = LibraryLoader.load();
        this.contexts = new EngineContextFactory(this, this.library, clock);
    }

    @Override
    public String name() {
        return "openssl";
    }

    @Override
    public Optional<String> version() {
        return this.library.version();
    }

    @Override
    public boolean isAvailable() {
        return unavailability().isEmpty();
    }

    @Override
    public Optional<String> unavailability() {
        return this.library.unavailability();
    }

    @Override
    public Optional<String> remedy() {
        return this.library.remedy();
    }

    @Override
    public int rank() {
        return RANK;
    }

    @Override
    public TlsCapabilities capabilities() {
        return this.library.capabilities();
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
