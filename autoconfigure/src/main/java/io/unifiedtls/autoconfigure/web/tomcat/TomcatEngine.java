package io.unifiedtls.autoconfigure.web.tomcat;

import java.util.List;
import java.util.function.BiFunction;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

import org.jspecify.annotations.Nullable;

import io.unifiedtls.internal.engine.DelegatingEngine;

/**
 * The engine of one connection to Tomcat, which can read its settings but not change them.
 *
 * <p>Tomcat sets what it believes to be enabled, from a host configuration that says nothing: the configuration of the
 * context rules instead.
 */
final class TomcatEngine extends DelegatingEngine {

    private final SSLEngine engine;

    TomcatEngine(SSLEngine engine) {
        super(engine);
        this.engine = engine;
    }

    /** Returns the engine of the context. */
    SSLEngine engine() {
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
