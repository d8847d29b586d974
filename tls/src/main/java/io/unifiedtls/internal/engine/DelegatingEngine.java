package io.unifiedtls.internal.engine;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.BiFunction;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;

import org.jspecify.annotations.Nullable;

/** An engine that forwards every call to another one, for subclasses that change a part of it. */
public abstract class DelegatingEngine extends SSLEngine {

    /** Creates an engine for a peer. */
    protected DelegatingEngine(@Nullable String host, int port) {
        super(host, port);
    }

    /** Creates an engine for the same peer as another one. */
    protected DelegatingEngine(SSLEngine delegate) {
        this(delegate.getPeerHost(), delegate.getPeerPort());
    }

    /** Returns the engine that does the work, which may be another one later. */
    protected abstract SSLEngine delegate();

    @Override
    public SSLEngineResult wrap(ByteBuffer[] sources, int offset, int length, ByteBuffer destination)
            throws SSLException {
        return delegate().wrap(sources, offset, length, destination);
    }

    @Override
    public SSLEngineResult unwrap(ByteBuffer source, ByteBuffer[] destinations, int offset, int length)
            throws SSLException {
        return delegate().unwrap(source, destinations, offset, length);
    }

    @Override
    public @Nullable Runnable getDelegatedTask() {
        return delegate().getDelegatedTask();
    }

    @Override
    public void closeInbound() throws SSLException {
        delegate().closeInbound();
    }

    @Override
    public boolean isInboundDone() {
        return delegate().isInboundDone();
    }

    @Override
    public void closeOutbound() {
        delegate().closeOutbound();
    }

    @Override
    public boolean isOutboundDone() {
        return delegate().isOutboundDone();
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return delegate().getSupportedCipherSuites();
    }

    @Override
    public String[] getEnabledCipherSuites() {
        return delegate().getEnabledCipherSuites();
    }

    @Override
    public void setEnabledCipherSuites(String[] suites) {
        delegate().setEnabledCipherSuites(suites);
    }

    @Override
    public String[] getSupportedProtocols() {
        return delegate().getSupportedProtocols();
    }

    @Override
    public String[] getEnabledProtocols() {
        return delegate().getEnabledProtocols();
    }

    @Override
    public void setEnabledProtocols(String[] protocols) {
        delegate().setEnabledProtocols(protocols);
    }

    @Override
    public SSLSession getSession() {
        return delegate().getSession();
    }

    @Override
    public @Nullable SSLSession getHandshakeSession() {
        return delegate().getHandshakeSession();
    }

    @Override
    public void beginHandshake() throws SSLException {
        delegate().beginHandshake();
    }

    @Override
    public HandshakeStatus getHandshakeStatus() {
        return delegate().getHandshakeStatus();
    }

    @Override
    public void setUseClientMode(boolean clientMode) {
        delegate().setUseClientMode(clientMode);
    }

    @Override
    public boolean getUseClientMode() {
        return delegate().getUseClientMode();
    }

    @Override
    public void setNeedClientAuth(boolean need) {
        delegate().setNeedClientAuth(need);
    }

    @Override
    public boolean getNeedClientAuth() {
        return delegate().getNeedClientAuth();
    }

    @Override
    public void setWantClientAuth(boolean want) {
        delegate().setWantClientAuth(want);
    }

    @Override
    public boolean getWantClientAuth() {
        return delegate().getWantClientAuth();
    }

    @Override
    public void setEnableSessionCreation(boolean enable) {
        delegate().setEnableSessionCreation(enable);
    }

    @Override
    public boolean getEnableSessionCreation() {
        return delegate().getEnableSessionCreation();
    }

    @Override
    public SSLParameters getSSLParameters() {
        return delegate().getSSLParameters();
    }

    @Override
    public void setSSLParameters(SSLParameters parameters) {
        delegate().setSSLParameters(parameters);
    }

    @Override
    public @Nullable String getApplicationProtocol() {
        return delegate().getApplicationProtocol();
    }

    @Override
    public @Nullable String getHandshakeApplicationProtocol() {
        return delegate().getHandshakeApplicationProtocol();
    }

    @Override
    public void setHandshakeApplicationProtocolSelector(
            @Nullable BiFunction<SSLEngine, List<String>, String> selector) {
        delegate().setHandshakeApplicationProtocolSelector(selector);
    }

    @Override
    public @Nullable BiFunction<SSLEngine, List<String>, String> getHandshakeApplicationProtocolSelector() {
        return delegate().getHandshakeApplicationProtocolSelector();
    }
}
