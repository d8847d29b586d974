package io.unifiedtls.internal.javax;

import java.net.Socket;
import java.util.List;
import java.util.function.BiFunction;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

import org.jspecify.annotations.Nullable;

/**
 * The settings of a TLS socket, which are those of its engine.
 *
 * <p>They can be changed until the handshake. None of them switches the verification of the peer off: the chain and the
 * host name of a server are always verified.
 */
abstract class ConfigurableSocket extends PlainSocketOptions {

    private final SocketEngine engine;

    private volatile @Nullable BiFunction<SSLSocket, List<String>, String> selector;

    ConfigurableSocket(Socket transport, SocketEngine engine) {
        super(transport);
        this.engine = engine;
    }

    final SocketEngine socketEngine() {
        return this.engine;
    }

    final SSLEngine engine() {
        return this.engine.current();
    }

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
    public boolean getUseClientMode() {
        return this.engine.engines().areClients();
    }

    @Override
    public void setUseClientMode(boolean mode) {
        this.engine.engines().requireSide(mode);
    }

    @Override
    public boolean getNeedClientAuth() {
        return engine().getNeedClientAuth();
    }

    @Override
    public void setNeedClientAuth(boolean need) {
        engine().setNeedClientAuth(need);
    }

    @Override
    public boolean getWantClientAuth() {
        return engine().getWantClientAuth();
    }

    @Override
    public void setWantClientAuth(boolean want) {
        engine().setWantClientAuth(want);
    }

    @Override
    public boolean getEnableSessionCreation() {
        return engine().getEnableSessionCreation();
    }

    @Override
    public void setEnableSessionCreation(boolean flag) {
        engine().setEnableSessionCreation(flag);
    }

    @Override
    public SSLParameters getSSLParameters() {
        return engine().getSSLParameters();
    }

    @Override
    public void setSSLParameters(SSLParameters params) {
        engine().setSSLParameters(params);
    }

    /** Lets the application choose among the protocols that a client offers; a client's socket never asks. */
    @Override
    public void setHandshakeApplicationProtocolSelector(
            @Nullable BiFunction<SSLSocket, List<String>, String> selector) {
        this.selector = selector;
        engine().setHandshakeApplicationProtocolSelector(
                        (selector == null) ? null : (any, offered) -> selector.apply(this, offered));
    }

    @Override
    public @Nullable BiFunction<SSLSocket, List<String>, String> getHandshakeApplicationProtocolSelector() {
        return this.selector;
    }
}
