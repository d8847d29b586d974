package io.unifiedtls.internal.engine;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;

import org.jspecify.annotations.Nullable;

/** An engine that records its calls, and answers them as a test sets: the engine of a library of any behaviour. */
final class StubEngine extends SSLEngine {

    /** A step of {@code wrap} or {@code unwrap}: writes to or reads from the buffer of records. */
    @FunctionalInterface
    interface Step {

        SSLEngineResult run(ByteBuffer records) throws SSLException;
    }

    private final List<String> calls = new ArrayList<>();

    private final Map<String, @Nullable Object> answers = new HashMap<>();

    private final Deque<Step> wraps = new ArrayDeque<>();

    private final Deque<Step> unwraps = new ArrayDeque<>();

    StubEngine() {
        answer("getHandshakeStatus", HandshakeStatus.NOT_HANDSHAKING);
    }

    /** Returns a step that moves bytes, with a status. */
    static Step moves(int bytes, Status status, HandshakeStatus handshake) {
        return records -> {
            records.position(records.position() + bytes);
            return new SSLEngineResult(status, handshake, bytes, bytes);
        };
    }

    /** Returns a step that fails. */
    static Step fails(String message) {
        return records -> {
            throw new SSLException(message);
        };
    }

    StubEngine answer(String method, @Nullable Object value) {
        this.answers.put(method, value);
        return this;
    }

    StubEngine onWrap(Step... steps) {
        this.wraps.addAll(Arrays.asList(steps));
        return this;
    }

    StubEngine onUnwrap(Step... steps) {
        this.unwraps.addAll(Arrays.asList(steps));
        return this;
    }

    /** Returns the methods that were called and change something, in order. */
    List<String> calls() {
        return this.calls;
    }

    /** Returns whether every step was called for. */
    boolean isDone() {
        return this.wraps.isEmpty() && this.unwraps.isEmpty();
    }

    private @Nullable Object get(String method) {
        return this.answers.get(method);
    }

    private boolean is(String method) {
        return Boolean.TRUE.equals(get(method));
    }

    private void called(String method, @Nullable Object... arguments) {
        this.calls.add(method + Arrays.deepToString(arguments));
    }

    @Override
    public SSLEngineResult wrap(ByteBuffer[] sources, int offset, int length, ByteBuffer destination)
            throws SSLException {
        this.calls.add("wrap");
        return this.wraps.isEmpty()
                ? new SSLEngineResult(Status.OK, getHandshakeStatus(), 0, 0)
                : this.wraps.remove().run(destination);
    }

    @Override
    public SSLEngineResult unwrap(ByteBuffer source, ByteBuffer[] destinations, int offset, int length)
            throws SSLException {
        this.calls.add("unwrap");
        return this.unwraps.isEmpty()
                ? new SSLEngineResult(Status.OK, getHandshakeStatus(), 0, 0)
                : this.unwraps.remove().run(source);
    }

    @Override
    public @Nullable Runnable getDelegatedTask() {
        return (Runnable) get("getDelegatedTask");
    }

    @Override
    public void closeInbound() {
        called("closeInbound");
    }

    @Override
    public boolean isInboundDone() {
        return is("isInboundDone");
    }

    @Override
    public void closeOutbound() {
        called("closeOutbound");
    }

    @Override
    public boolean isOutboundDone() {
        return is("isOutboundDone");
    }

    @Override
    public String @Nullable [] getSupportedCipherSuites() {
        return (String[]) get("getSupportedCipherSuites");
    }

    @Override
    public String @Nullable [] getEnabledCipherSuites() {
        return (String[]) get("getEnabledCipherSuites");
    }

    @Override
    public void setEnabledCipherSuites(String[] suites) {
        called("setEnabledCipherSuites", (Object) suites);
    }

    @Override
    public String @Nullable [] getSupportedProtocols() {
        return (String[]) get("getSupportedProtocols");
    }

    @Override
    public String @Nullable [] getEnabledProtocols() {
        return (String[]) get("getEnabledProtocols");
    }

    @Override
    public void setEnabledProtocols(String[] protocols) {
        called("setEnabledProtocols", (Object) protocols);
    }

    @Override
    public @Nullable SSLSession getSession() {
        return (SSLSession) get("getSession");
    }

    @Override
    public @Nullable SSLSession getHandshakeSession() {
        return (SSLSession) get("getHandshakeSession");
    }

    @Override
    public void beginHandshake() {
        called("beginHandshake");
    }

    @Override
    public @Nullable HandshakeStatus getHandshakeStatus() {
        return (HandshakeStatus) get("getHandshakeStatus");
    }

    @Override
    public void setUseClientMode(boolean mode) {
        called("setUseClientMode", mode);
    }

    @Override
    public boolean getUseClientMode() {
        return is("getUseClientMode");
    }

    @Override
    public void setNeedClientAuth(boolean need) {
        called("setNeedClientAuth", need);
    }

    @Override
    public boolean getNeedClientAuth() {
        return is("getNeedClientAuth");
    }

    @Override
    public void setWantClientAuth(boolean want) {
        called("setWantClientAuth", want);
    }

    @Override
    public boolean getWantClientAuth() {
        return is("getWantClientAuth");
    }

    @Override
    public void setEnableSessionCreation(boolean flag) {
        called("setEnableSessionCreation", flag);
    }

    @Override
    public boolean getEnableSessionCreation() {
        return is("getEnableSessionCreation");
    }

    @Override
    public @Nullable SSLParameters getSSLParameters() {
        return (SSLParameters) get("getSSLParameters");
    }

    @Override
    public void setSSLParameters(SSLParameters parameters) {
        called("setSSLParameters", parameters);
    }

    @Override
    public @Nullable String getApplicationProtocol() {
        return (String) get("getApplicationProtocol");
    }

    @Override
    public @Nullable String getHandshakeApplicationProtocol() {
        return (String) get("getHandshakeApplicationProtocol");
    }

    @Override
    public void setHandshakeApplicationProtocolSelector(BiFunction<SSLEngine, List<String>, String> selector) {
        called("setHandshakeApplicationProtocolSelector", selector);
    }

    @Override
    @SuppressWarnings("unchecked")
    public @Nullable BiFunction<SSLEngine, List<String>, String> getHandshakeApplicationProtocolSelector() {
        return (BiFunction<SSLEngine, List<String>, String>) get("getHandshakeApplicationProtocolSelector");
    }
}
