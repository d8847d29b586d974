package io.unifiedtls.internal.javax;

import java.net.Socket;
import java.util.List;
import java.util.function.BiFunction;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

import org.jspecify.annotations.Nullable;

/**
 * The settings of a TLS socket.
 *
 * <p>They can be changed until the handshake. None of them switches the verification of the peer off: the chain and the
 * host name of a server are always verified.
 */
abstract class ConfigurableSocket extends PlainSocketOptions {

    private final EngineFactory engines;

    private final SocketSettings settings;

    private volatile @Nullable BiFunction<SSLSocket, List<String>, String> selector;

    ConfigurableSocket(Socket transport, EngineFactory engines, SocketSettings settings) {
        super(transport);
        this.engines = engines;
        this.settings = settings;
    }

    final EngineFactory engines() {
        return this.engines;
    }

    /** Creates the engine for a host, with the settings as they are now. */
    final SSLEngine createEngine(@Nullable String host, int port) {
        var engine = this.engines.create(host, port);
        this.settings.applyTo(engine);
        var chosen = this.selector;
        if (chosen != null) {
            engine.setHandshakeApplicationProtocolSelector((any, offered) -> chosen.apply(this, offered));
        }
        return engine;
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return this.settings.supportedCipherSuites();
    }

    @Override
    public String[] getEnabledCipherSuites() {
        return getSSLParameters().getCipherSuites();
    }

    @Override
    public void setEnabledCipherSuites(String[] suites) {
        this.settings.change(parameters -> parameters.setCipherSuites(suites));
    }

    @Override
    public String[] getSupportedProtocols() {
        return this.settings.supportedProtocols();
    }

    @Override
    public String[] getEnabledProtocols() {
        return getSSLParameters().getProtocols();
    }

    @Override
    public void setEnabledProtocols(String[] protocols) {
        this.settings.change(parameters -> parameters.setProtocols(protocols));
    }

    @Override
    public boolean getUseClientMode() {
        return this.engines.areClients();
    }

    @Override
    public void setUseClientMode(boolean mode) {
        this.engines.requireSide(mode);
    }

    @Override
    public boolean getNeedClientAuth() {
        return getSSLParameters().getNeedClientAuth();
    }

    @Override
    public void setNeedClientAuth(boolean need) {
        this.settings.change(parameters -> parameters.setNeedClientAuth(need));
    }

    @Override
    public boolean getWantClientAuth() {
        return getSSLParameters().getWantClientAuth();
    }

    @Override
    public void setWantClientAuth(boolean want) {
        this.settings.change(parameters -> parameters.setWantClientAuth(want));
    }

    @Override
    public boolean getEnableSessionCreation() {
        return this.settings.sessionCreation();
    }

    @Override
    public void setEnableSessionCreation(boolean flag) {
        this.settings.setSessionCreation(flag);
    }

    @Override
    public SSLParameters getSSLParameters() {
        return this.settings.parameters();
    }

    @Override
    public void setSSLParameters(SSLParameters params) {
        this.settings.set(params);
    }

    /** Lets the application choose among the protocols that a client offers; a client's socket never asks. */
    @Override
    public void setHandshakeApplicationProtocolSelector(
            @Nullable BiFunction<SSLSocket, List<String>, String> selector) {
        this.selector = selector;
    }

    @Override
    public @Nullable BiFunction<SSLSocket, List<String>, String> getHandshakeApplicationProtocolSelector() {
        return this.selector;
    }
}
