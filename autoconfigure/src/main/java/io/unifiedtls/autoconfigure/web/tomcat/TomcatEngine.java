package io.unifiedtls.autoconfigure.web.tomcat;

import java.util.List;
import java.util.function.BiFunction;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

import org.jspecify.annotations.Nullable;

import io.unifiedtls.internal.engine.DelegatingEngine;

/**
 * The engine of a connection to Tomcat, which can read its settings but not change them.
 *
 * <p>Tomcat sets protocols, cipher suites and more from a host configuration that has none of them; the configuration
 * of the context applies instead.
 */
final class TomcatEngine extends DelegatingEngine {

    private final SSLEngine engine;

    TomcatEngine(SSLEngine engine) {
        super(engine);
        this.engine = engine;
    }

    /** Returns the engine of the context. */
    @Override
    protected SSLEngine delegate() {
        return this.engine;
    }

    @Override
    public void setUseClientMode(boolean client) {}

    @Override
    public void setEnabledCipherSuites(String[] suites) {}

    @Override
    public void setEnabledProtocols(String[] protocols) {}

    @Override
    public void setSSLParameters(SSLParameters parameters) {}

    @Override
    public void setNeedClientAuth(boolean need) {}

    @Override
    public void setWantClientAuth(boolean want) {}

    @Override
    public void setEnableSessionCreation(boolean enabled) {}

    @Override
    public void setHandshakeApplicationProtocolSelector(
            @Nullable BiFunction<SSLEngine, List<String>, String> selector) {}
}
