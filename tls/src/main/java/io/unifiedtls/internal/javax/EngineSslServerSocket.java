package io.unifiedtls.internal.javax;

import java.io.IOException;
import java.net.Socket;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;

import io.unifiedtls.internal.socket.SocketTransport.Closing;

/**
 * A TLS server socket of {@code javax.net.ssl} over the engines of a context. What it accepts has its settings; the
 * handshake is done by the first read or write. Thread-safe.
 */
final class EngineSslServerSocket extends SSLServerSocket {

    private final SocketEngine settings;

    EngineSslServerSocket(EngineFactory engines) throws IOException {
        this.settings = new SocketEngine(engines);
    }

    @Override
    public Socket accept() throws IOException {
        var accepted = super.accept();
        try {
            return EngineSslSocket.over(
                    accepted, this.settings.another(), null, accepted.getPort(), Closing.CLOSES_SOCKET);
        } catch (IOException | RuntimeException e) {
            accepted.close();
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        super.close();
        this.settings.close();
    }

    private SSLEngine engine() {
        return this.settings.current();
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
    public boolean getUseClientMode() {
        return this.settings.engines().areClients();
    }

    @Override
    public void setUseClientMode(boolean mode) {
        this.settings.engines().requireSide(mode);
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
}
