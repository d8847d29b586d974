package io.unifiedtls.boringssl.internal;

import javax.net.ssl.SSLEngine;

import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import org.jspecify.annotations.Nullable;

/** An engine whose settings are those of one of Netty, which may become another one. */
abstract class ConfiguredEngine extends SSLEngine {

    ConfiguredEngine(@Nullable String host, int port) {
        super(host, port);
    }

    /** Returns the engine of the moment. */
    abstract ReferenceCountedOpenSslEngine engine();

    @Override
    public String[] getSupportedCipherSuites() {
        return engine().getSupportedCipherSuites();
    }

    @Override
    public String[] getEnabledCipherSuites() {
        return engine().getEnabledCipherSuites();
    }

    @Override
    public void setEnabledCipherSuites(String[] suites) {
        engine().setEnabledCipherSuites(suites);
    }

    @Override
    public String[] getSupportedProtocols() {
        return engine().getSupportedProtocols();
    }

    @Override
    public String[] getEnabledProtocols() {
        return engine().getEnabledProtocols();
    }

    @Override
    public void setEnabledProtocols(String[] protocols) {
        engine().setEnabledProtocols(protocols);
    }

    @Override
    public void setUseClientMode(boolean client) {
        if (client != getUseClientMode()) {
            throw new IllegalArgumentException("an engine cannot change between client and server mode");
        }
    }

    @Override
    public boolean getUseClientMode() {
        return engine().getUseClientMode();
    }

    @Override
    public void setNeedClientAuth(boolean need) {
        engine().setNeedClientAuth(need);
        NativeContext.withWholeChains(engine());
    }

    @Override
    public boolean getNeedClientAuth() {
        return engine().getNeedClientAuth();
    }

    @Override
    public void setWantClientAuth(boolean want) {
        engine().setWantClientAuth(want);
        NativeContext.withWholeChains(engine());
    }

    @Override
    public boolean getWantClientAuth() {
        return engine().getWantClientAuth();
    }

    @Override
    public void setEnableSessionCreation(boolean enable) {
        if (!enable) {
            throw new UnsupportedOperationException("BoringSSL always creates sessions");
        }
    }

    @Override
    public boolean getEnableSessionCreation() {
        return true;
    }
}
