package io.unifiedtls.internal.javax;

import java.io.IOException;
import java.net.Socket;

import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;

import io.unifiedtls.internal.socket.SocketTransport.Closing;

/**
 * A TLS server socket of {@code javax.net.ssl} over the engines of a context. What it accepts has its settings; the
 * handshake is done by the first read or write. Thread-safe.
 */
final class EngineSslServerSocket extends SSLServerSocket {

    private final EngineFactory engines;

    private final SocketSettings settings;

    EngineSslServerSocket(EngineFactory engines) throws IOException {
        this.engines = engines;
        this.settings = engines.settings();
    }

    @Override
    public Socket accept() throws IOException {
        var accepted = super.accept();
        try {
            return EngineSslSocket.over(
                    accepted, this.engines, this.settings.copy(), null, accepted.getPort(), Closing.CLOSES_SOCKET);
        } catch (IOException | RuntimeException e) {
            accepted.close();
            throw e;
        }
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
}
