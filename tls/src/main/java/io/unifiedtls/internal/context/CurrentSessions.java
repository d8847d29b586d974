package io.unifiedtls.internal.context;

import java.security.Provider;
import java.util.function.Supplier;

import javax.net.ssl.SSLSessionContext;

import io.unifiedtls.internal.engine.SessionSource;

/**
 * The sessions of whatever generation is current.
 *
 * @param current returns those of the current generation
 */
record CurrentSessions(Supplier<SessionSource> current) implements SessionSource {

    @Override
    public Provider provider() {
        return this.current.get().provider();
    }

    @Override
    public SSLSessionContext serverSessions() {
        return this.current.get().serverSessions();
    }

    @Override
    public SSLSessionContext clientSessions() {
        return this.current.get().clientSessions();
    }
}
