package io.unifiedtls.openssl.internal;

import java.util.Optional;

import io.unifiedtls.ConfigurationException;
import io.unifiedtls.TlsCapabilities;
import io.unifiedtls.internal.context.ClientEngineFactory;
import io.unifiedtls.internal.context.ClientEngineParameters;
import io.unifiedtls.internal.context.ServerEngineFactory;
import io.unifiedtls.internal.context.ServerEngineParameters;

/** Loads the binding, whose classes an older JDK cannot read. */
public final class LibraryLoader {

    /** The first JDK whose Foreign Function &amp; Memory API is final. */
    private static final int OLDEST_JDK = 22;

    private static final String BINDING = "io.unifiedtls.openssl.internal.ffm.OpenSslLibrary";

    private LibraryLoader() {}

    /** Returns the library, or what says why it is not available. */
    public static SystemLibrary load() {
        return load(Runtime.version().feature());
    }

    static SystemLibrary load(int jdk) {
        if (jdk < OLDEST_JDK) {
            return new Absent("it needs JDK %d or newer; this is JDK %d".formatted(OLDEST_JDK, jdk));
        }
        try {
            return (SystemLibrary)
                    Class.forName(BINDING).getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException | LinkageError unusable) {
            return new Absent("its binding cannot be loaded: " + unusable);
        }
    }

    /**
     * A library that is not available.
     *
     * @param reason why
     */
    private record Absent(String reason) implements SystemLibrary {

        @Override
        public Optional<String> unavailability() {
            return Optional.of(this.reason);
        }

        @Override
        public Optional<String> remedy() {
            return Optional.empty();
        }

        @Override
        public Optional<String> version() {
            return Optional.empty();
        }

        @Override
        public TlsCapabilities capabilities() {
            return TlsCapabilities.builder().build();
        }

        @Override
        public ServerEngineFactory server(ServerEngineParameters setup) throws ConfigurationException {
            throw absent();
        }

        @Override
        public ClientEngineFactory client(ClientEngineParameters setup) throws ConfigurationException {
            throw absent();
        }

        private ConfigurationException absent() {
            return new ConfigurationException("TLS implementation openssl is not available: " + this.reason);
        }
    }
}
