package io.unifiedtls.internal.engine;

import java.security.Provider;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSessionContext;

/** Where a TLS library keeps the sessions of a context. */
public interface SessionSource {

    /** Returns the provider that the library is, or stands for. */
    Provider provider();

    /** Returns the sessions of the connections that were accepted. */
    SSLSessionContext serverSessions();

    /** Returns the sessions of the connections that were begun. */
    SSLSessionContext clientSessions();

    /** Returns the sessions of a context of JSSE. */
    static SessionSource of(SSLContext context) {
        return new SessionSource() {
            @Override
            public Provider provider() {
                return context.getProvider();
            }

            @Override
            public SSLSessionContext serverSessions() {
                return context.getServerSessionContext();
            }

            @Override
            public SSLSessionContext clientSessions() {
                return context.getClientSessionContext();
            }
        };
    }
}
