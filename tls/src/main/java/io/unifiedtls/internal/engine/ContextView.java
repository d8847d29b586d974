package io.unifiedtls.internal.engine;

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

/** A context of ours as {@code javax.net.ssl} knows them: what it creates has the settings of the configuration. */
public final class ContextView extends SSLContextSpi {

    /** Creates an engine for a host. */
    @FunctionalInterface
    public interface EngineForHost {

        SSLEngine create(String host, int port);
    }

    private final SSLContext delegate;

    private final SSLParameters parameters;

    private final Supplier<SSLEngine> engine;

    private final EngineForHost engineForHost;

    private ContextView(
            SSLContext delegate, SSLParameters parameters, Supplier<SSLEngine> engine, EngineForHost engineForHost) {
        this.delegate = delegate;
        this.parameters = parameters;
        this.engine = engine;
        this.engineForHost = engineForHost;
    }

    /**
     * Returns a view.
     *
     * @param delegate a context with the key and trust managers, for sockets and sessions
     * @param parameters the settings that sockets get
     * @param engine creates an engine without a host
     * @param engineForHost creates an engine for a host
     */
    public static SSLContext of(
            SSLContext delegate, SSLParameters parameters, Supplier<SSLEngine> engine, EngineForHost engineForHost) {
        var view = new ContextView(delegate, parameters, engine, engineForHost);
        return new SSLContext(view, delegate.getProvider(), delegate.getProtocol()) {};
    }

    @Override
    protected void engineInit(
            KeyManager @Nullable [] keyManagers, TrustManager @Nullable [] trustManagers, @Nullable SecureRandom random)
            throws KeyManagementException {
        throw new KeyManagementException("this context is immutable; create another one from another configuration");
    }

    @Override
    protected SSLSocketFactory engineGetSocketFactory() {
        return new ConfiguredSocketFactory(this.delegate.getSocketFactory(), this.parameters);
    }

    @Override
    protected SSLServerSocketFactory engineGetServerSocketFactory() {
        return new ConfiguredServerSocketFactory(this.delegate.getServerSocketFactory(), this.parameters);
    }

    @Override
    protected SSLEngine engineCreateSSLEngine() {
        return this.engine.get();
    }

    @Override
    protected SSLEngine engineCreateSSLEngine(@Nullable String host, int port) {
        return (host == null || host.isEmpty()) ? this.engine.get() : this.engineForHost.create(host, port);
    }

    @Override
    protected SSLSessionContext engineGetServerSessionContext() {
        return this.delegate.getServerSessionContext();
    }

    @Override
    protected SSLSessionContext engineGetClientSessionContext() {
        return this.delegate.getClientSessionContext();
    }

    @Override
    protected SSLParameters engineGetDefaultSSLParameters() {
        var defaults = new SSLParameters(this.parameters.getCipherSuites(), this.parameters.getProtocols());
        defaults.setUseCipherSuitesOrder(this.parameters.getUseCipherSuitesOrder());
        defaults.setApplicationProtocols(this.parameters.getApplicationProtocols());
        defaults.setEndpointIdentificationAlgorithm(this.parameters.getEndpointIdentificationAlgorithm());
        if (this.parameters.getNeedClientAuth()) {
            defaults.setNeedClientAuth(true);
        } else if (this.parameters.getWantClientAuth()) {
            defaults.setWantClientAuth(true);
        }
        return defaults;
    }

    /** What is not configured is not supported by this context. */
    @Override
    protected SSLParameters engineGetSupportedSSLParameters() {
        return engineGetDefaultSSLParameters();
    }
}
