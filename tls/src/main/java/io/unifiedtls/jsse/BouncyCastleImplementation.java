package io.unifiedtls.jsse;

import java.security.Provider;
import java.util.Set;

import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.jsse.provider.BouncyCastleJsseProvider;

import io.unifiedtls.ClientContext;
import io.unifiedtls.ConfigurationException;
import io.unifiedtls.ServerContext;
import io.unifiedtls.TlsCapabilities;
import io.unifiedtls.TlsClientConfiguration;
import io.unifiedtls.TlsFeature;
import io.unifiedtls.TlsImplementation;
import io.unifiedtls.TlsServerConfiguration;

/**
 * The implementation over the TLS library of BouncyCastle, where that is on the class path. No provider is registered.
 *
 * <p>Stateless and thread-safe.
 */
public final class BouncyCastleImplementation implements TlsImplementation {

    /** Loaded only where the library is there. */
    private static final class Library {

        private static final JsseImplementation IMPLEMENTATION = JsseImplementation.over(
                "bouncycastle",
                new BouncyCastleJsseProvider(new BouncyCastleProvider()),
                Set.of(
                        TlsFeature.CLIENTS,
                        TlsFeature.SERVERS,
                        TlsFeature.TLS_1_3_CIPHER_SELECTION,
                        TlsFeature.BINARY_INNER_PROTOCOLS));
    }

    /** Returns the implementation over the provider, which has to be there. */
    static JsseImplementation overProvider() {
        return Library.IMPLEMENTATION;
    }

    @Override
    public String name() {
        return "bouncycastle";
    }

    @Override
    public boolean isAvailable() {
        try {
            return Provider.class.isAssignableFrom(BouncyCastleJsseProvider.class);
        } catch (NoClassDefFoundError notOnTheClassPath) {
            return false;
        }
    }

    @Override
    public int rank() {
        return 400;
    }

    @Override
    public TlsCapabilities capabilities() {
        return Library.IMPLEMENTATION.capabilities();
    }

    @Override
    public void validate(TlsClientConfiguration configuration) throws ConfigurationException {
        Library.IMPLEMENTATION.validate(configuration);
    }

    @Override
    public void validate(TlsServerConfiguration configuration) throws ConfigurationException {
        Library.IMPLEMENTATION.validate(configuration);
    }

    @Override
    public ClientContext clientContext(TlsClientConfiguration configuration) throws ConfigurationException {
        return Library.IMPLEMENTATION.clientContext(configuration);
    }

    @Override
    public ServerContext serverContext(TlsServerConfiguration configuration) throws ConfigurationException {
        return Library.IMPLEMENTATION.serverContext(configuration);
    }
}
