package io.unifiedtls.internal.javax;

import java.security.KeyManagementException;
import java.security.SecureRandom;
import java.util.function.Supplier;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;

import org.jspecify.annotations.Nullable;

import io.unifiedtls.TlsContext;
import io.unifiedtls.internal.engine.SessionSource;

/** The view of a context for {@code javax.net.ssl}: what it creates has the settings of the configuration. */
public final class EngineSslContextSpi extends SSLContextSpi {

    /** Creates an engine for a host. */
    @FunctionalInterface
    public interface EngineForHost {

        SSLEngine create(String host, int port);
    }

    private final SessionSource sessions;

    private final EngineFactory engines;

    private EngineSslContextSpi(SessionSource sessions, EngineFactory engines) {
        this.sessions = sessions;
        this.engines = engines;
    }

    /**
     * Returns a view.
     *
     * @param context the context to view
     * @param sessions where the TLS library keeps the sessions
     * @param parameters the settings that engines and sockets have
     * @param engine creates an engine without a host
     * @param engineForHost creates an engine for a host
     */
    public static SSLContext of(
            TlsContext context,
            SessionSource sessions,
            SSLParameters parameters,
            Supplier<SSLEngine> engine,
            EngineForHost engineForHost) {
        var view = new EngineSslContextSpi(sessions, new EngineFactory(context, parameters, engine, engineForHost));
        return new SSLContext(view, sessions.provider(), "TLS") {};
    }

    @Override
    protected void engineInit(
            KeyManager @Nullable [] keyManagers, TrustManager @Nullable [] trustManagers, @Nullable SecureRandom random)
            throws KeyManagementException {
        throw new KeyManagementException("this context is immutable; create another one from another configuration");
    }

    @Override
    protected SSLSocketFactory engineGetSocketFactory() {
        return new EngineSslSocketFactory(this.engines);
    }

    @Override
    protected SSLServerSocketFactory engineGetServerSocketFactory() {
        return new EngineSslServerSocketFactory(this.engines);
    }

    @Override
    protected SSLEngine engineCreateSSLEngine() {
        return this.engines.create(null, 0);
    }

    @Override
    protected SSLEngine engineCreateSSLEngine(@Nullable String host, int port) {
        return this.engines.create(host, port);
    }

    @Override
    protected SSLSessionContext engineGetServerSessionContext() {
        return this.sessions.serverSessions();
    }

    @Override
    protected SSLSessionContext engineGetClientSessionContext() {
        return this.sessions.clientSessions();
    }

    @Override
    protected SSLParameters engineGetDefaultSSLParameters() {
        return this.engines.settings().parameters();
    }

    /** What is not configured is not supported by this context. */
    @Override
    protected SSLParameters engineGetSupportedSSLParameters() {
        return engineGetDefaultSSLParameters();
    }
}
