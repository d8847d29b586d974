package io.unifiedtls.boringssl.internal;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import io.netty.internal.tcnative.SSL;
import org.jspecify.annotations.Nullable;

import io.unifiedtls.ClientAuthentication;
import io.unifiedtls.internal.context.SessionIdContext;
import io.unifiedtls.internal.engine.DelegatingEngine;
import io.unifiedtls.internal.record.TlsRecord;

/**
 * An engine of BoringSSL that behaves as one of the JDK does.
 *
 * <p>It throws an error where it happens, before the alert; reports that a handshake is done as soon as it is; and
 * shows nothing of a session before there is one. Its native memory is released as soon as both directions are closed,
 * or the handshake has failed, or else when nothing refers to it. Thread-safe, since reading and writing may be two
 * threads.
 */
final class BoringSslEngine extends DelegatingEngine {

    /** Netty keeps no sessions without a port, and a connection in memory has none; no server uses this one. */
    private static final int NO_PORT = 1 << 16;

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private static final SSLEngineResult CLOSED =
            new SSLEngineResult(Status.CLOSED, HandshakeStatus.NOT_HANDSHAKING, 0, 0);

    private final NativeContextCache contexts;

    /** Within which sessions are resumed; empty for a client. */
    private final Optional<SessionIdContext> scope;

    /** For a server created after the ClientHello, which has the name under which a session may be resumed. */
    private @Nullable NativeEngine library;

    /** Whether the engine of the library is the final one. */
    private boolean chosen;

    /** The cipher suites and versions before the first change; empty if they are those of the configuration. */
    private Set<String> configured = Set.of();

    private Set<String> changed = Set.of();

    private List<String> innerProtocols;

    private Optional<SNIHostName> serverName;

    private @Nullable BoringSslSession session;

    private final PendingOutput written = new PendingOutput();

    private boolean begun;

    private volatile boolean negotiated;

    /** Whether the end of the handshake is to be told with the last of what was written. */
    private boolean finishing;

    private boolean failed;

    private BoringSslEngine(
            NativeContextCache contexts,
            Optional<SessionIdContext> scope,
            @Nullable String host,
            int port,
            Optional<SNIHostName> serverName) {
        super(host, port);
        this.contexts = contexts;
        this.scope = scope;
        this.innerProtocols = contexts.innerProtocols();
        this.serverName = serverName;
    }

    static BoringSslEngine ofServer(NativeContextCache contexts, SessionIdContext scope) {
        return new BoringSslEngine(contexts, Optional.of(scope), null, -1, Optional.empty());
    }

    static BoringSslEngine ofClient(NativeContextCache contexts) {
        return new BoringSslEngine(contexts, Optional.empty(), null, -1, Optional.empty());
    }

    static BoringSslEngine ofClient(
            NativeContextCache contexts, String host, int port, Optional<SNIHostName> serverName) {
        return new BoringSslEngine(contexts, Optional.empty(), host, port, serverName);
    }

    // ---- the engine of the library

    @Override
    protected SSLEngine delegate() {
        return engine();
    }

    synchronized ReferenceCountedOpenSslEngine engine() {
        var current = this.library;
        if (current == null) {
            current = this.scope.isPresent() ? createServer(SessionIdContext.ofOneConnection()) : createClient();
            this.library = current;
        }
        return current.engine();
    }

    /** Returns whether there is no engine of the library yet. */
    synchronized boolean isWaiting() {
        return this.library == null;
    }

    private NativeContextCache.Kind kind() {
        return new NativeContextCache.Kind(this.innerProtocols, this.changed);
    }

    private NativeEngine createClient() {
        var host = getPeerHost();
        var port = getPeerPort();
        var created = NativeEngine.of(
                this, this.contexts.newEngine(kind(), host, (port < 1 && host != null) ? NO_PORT : port));
        created.ask(this.serverName);
        return created;
    }

    private NativeEngine createServer(byte[] sessionScope) {
        return NativeEngine.of(this, this.contexts.newServerEngine(kind(), ByteBufAllocator.DEFAULT, sessionScope));
    }

    /** Chooses the engine of a client, whose settings are final now. */
    private void chooseClient() {
        if (this.chosen) {
            return;
        }
        this.chosen = true;
        if (!this.configured.isEmpty() && !this.configured.equals(enabled())) {
            this.changed = enabled();
            replace(this::createClient);
        }
    }

    /** Chooses the engine of a server, whose ClientHello was read, unless it takes several records. */
    private void chooseServer(SessionIdContext sessionScope) {
        this.chosen = true;
        var under = sessionScope.ofCurrentHandshake(this.innerProtocols, clientAuthentication(sessionScope));
        if (this.library == null) {
            this.library = createServer(under);
        } else {
            replace(() -> createServer(under));
        }
    }

    private ClientAuthentication clientAuthentication(SessionIdContext configured) {
        if (this.library == null) {
            return configured.clientAuthentication();
        }
        if (engine().getNeedClientAuth()) {
            return ClientAuthentication.REQUIRED;
        }
        return engine().getWantClientAuth() ? ClientAuthentication.OPTIONAL : ClientAuthentication.NONE;
    }

    /** Moves the settings to a new engine. */
    private void replace(Supplier<NativeEngine> creation) {
        var parameters = engine().getSSLParameters();
        release();
        var created = creation.get();
        this.library = created;
        created.engine().setSSLParameters(parameters);
        NativeContext.withWholeChains(created.engine());
    }

    private void release() {
        if (this.library != null) {
            this.library.release().clean();
        }
    }

    private Set<String> enabled() {
        return Stream.of(engine().getEnabledCipherSuites(), engine().getEnabledProtocols())
                .flatMap(Arrays::stream)
                .collect(Collectors.toUnmodifiableSet());
    }

    private void noteConfigured() {
        if (this.scope.isEmpty() && this.configured.isEmpty()) {
            this.configured = enabled();
        }
    }

    @Override
    public synchronized void setEnabledCipherSuites(String[] suites) {
        noteConfigured();
        super.setEnabledCipherSuites(suites);
    }

    @Override
    public synchronized void setEnabledProtocols(String[] protocols) {
        noteConfigured();
        super.setEnabledProtocols(protocols);
    }

    @Override
    public boolean getUseClientMode() {
        return this.scope.isEmpty();
    }

    @Override
    public void setUseClientMode(boolean client) {
        if (client != getUseClientMode()) {
            throw new IllegalArgumentException("an engine cannot change between client and server mode");
        }
    }

    @Override
    public synchronized void setNeedClientAuth(boolean need) {
        super.setNeedClientAuth(need);
        NativeContext.withWholeChains(engine());
    }

    @Override
    public synchronized void setWantClientAuth(boolean want) {
        super.setWantClientAuth(want);
        NativeContext.withWholeChains(engine());
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

    // ---- handshake and data

    @Override
    public synchronized void beginHandshake() throws SSLException {
        if (this.failed) {
            throw new SSLException("the connection is closed");
        }
        this.begun = true;
        if (this.scope.isEmpty()) {
            chooseClient();
            engine().beginHandshake();
        }
    }

    @Override
    public synchronized SSLEngineResult wrap(ByteBuffer[] sources, int offset, int length, ByteBuffer destination)
            throws SSLException {
        if (!this.written.isEmpty()) {
            return deliver(destination);
        }
        if (this.failed) {
            return CLOSED;
        }
        this.begun = true;
        if (this.scope.isEmpty()) {
            chooseClient();
        } else if (!this.chosen) {
            return new SSLEngineResult(Status.OK, HandshakeStatus.NEED_UNWRAP, 0, 0);
        }
        try {
            var result = engine().wrap(sources, offset, length, destination);
            noteFinished(result);
            releaseIfClosed(result);
            return result;
        } catch (SSLException | RuntimeException e) {
            throw failed(e);
        }
    }

    /** Gives away what was written already. */
    private SSLEngineResult deliver(ByteBuffer destination) {
        if (destination.remaining() < this.written.next()) {
            return new SSLEngineResult(Status.BUFFER_OVERFLOW, HandshakeStatus.NEED_WRAP, 0, 0);
        }
        var amount = this.written.moveTo(destination);
        if (!this.written.isEmpty()) {
            return new SSLEngineResult(Status.OK, HandshakeStatus.NEED_WRAP, 0, amount);
        }
        var status = this.finishing ? HandshakeStatus.FINISHED : getHandshakeStatus();
        this.finishing = false;
        var closed = isOutboundDone();
        releaseIfClosed();
        return new SSLEngineResult(closed ? Status.CLOSED : Status.OK, status, 0, amount);
    }

    @Override
    public synchronized SSLEngineResult unwrap(ByteBuffer source, ByteBuffer[] destinations, int offset, int length)
            throws SSLException {
        if (this.failed) {
            return CLOSED;
        }
        if (!this.written.isEmpty() && !this.negotiated) {
            return new SSLEngineResult(Status.OK, HandshakeStatus.NEED_WRAP, 0, 0);
        }
        this.begun = true;
        if (this.scope.isEmpty()) {
            chooseClient();
        } else if (!this.chosen) {
            if (!TlsRecord.isComplete(source)) {
                return new SSLEngineResult(Status.BUFFER_UNDERFLOW, HandshakeStatus.NEED_UNWRAP, 0, 0);
            }
            chooseServer(this.scope.get());
        }
        try {
            var result = this.negotiated
                    ? unwrapData(source, destinations, offset, length)
                    : unwrapHandshake(source, destinations, offset, length);
            if (result.getStatus() == Status.OK && result.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
                result = drain(result);
            }
            noteFinished(result);
            releaseIfClosed(result);
            return result;
        } catch (SSLException | RuntimeException e) {
            throw failed(e);
        }
    }

    /** Continues to read after our {@code close_notify}, although Netty reports that all is closed. */
    private SSLEngineResult unwrapData(ByteBuffer source, ByteBuffer[] destinations, int offset, int length)
            throws SSLException {
        var result = engine().unwrap(source, destinations, offset, length);
        if (result.getStatus() != Status.CLOSED || engine().isInboundDone()) {
            return result;
        }
        var status = Status.OK;
        if (result.bytesConsumed() == 0) {
            status = TlsRecord.isComplete(source) ? Status.BUFFER_OVERFLOW : Status.BUFFER_UNDERFLOW;
        }
        return new SSLEngineResult(
                status, engine().getHandshakeStatus(), result.bytesConsumed(), result.bytesProduced());
    }

    /** Takes one record, though there may be no room for data, and looks whether it was the last one. */
    private SSLEngineResult unwrapHandshake(ByteBuffer source, ByteBuffer[] destinations, int offset, int length)
            throws SSLException {
        // a record that is never the last one of a handshake (RFC 5246 7.1, RFC 8446 5)
        var goesOn = source.hasRemaining() && source.get(source.position()) == TlsRecord.CHANGE_CIPHER_SPEC;
        var result = engine().unwrap(source, destinations, offset, length);
        if (result.getStatus() == Status.BUFFER_OVERFLOW && result.bytesProduced() == 0) {
            result = engine().unwrap(source, ByteBuffer.allocate(SSL.SSL_MAX_RECORD_LENGTH));
        }
        if (goesOn || result.bytesConsumed() == 0 || result.getHandshakeStatus() != HandshakeStatus.NEED_UNWRAP) {
            return result;
        }
        var next = engine().unwrap(NOTHING, destinations, offset, length).getHandshakeStatus();
        return new SSLEngineResult(result.getStatus(), next, result.bytesConsumed(), result.bytesProduced());
    }

    /** Lets the library write what it has, since an error of what was read comes after the alert for it. */
    private SSLEngineResult drain(SSLEngineResult read) throws SSLException {
        while (true) {
            var result = this.written.take(engine());
            if (result.getHandshakeStatus() == HandshakeStatus.FINISHED) {
                return drained(read, true);
            }
            if (result.bytesProduced() == 0
                    || result.getStatus() == Status.CLOSED
                    || result.getHandshakeStatus() == HandshakeStatus.NEED_UNWRAP) {
                return drained(read, false);
            }
        }
    }

    private SSLEngineResult drained(SSLEngineResult read, boolean finished) {
        if (finished) {
            this.negotiated = true;
        }
        this.finishing = finished && !this.written.isEmpty();
        var status = (finished && !this.finishing) ? HandshakeStatus.FINISHED : getHandshakeStatus();
        return new SSLEngineResult(read.getStatus(), status, read.bytesConsumed(), read.bytesProduced());
    }

    private void noteFinished(SSLEngineResult result) {
        if (result.getHandshakeStatus() == HandshakeStatus.FINISHED) {
            this.negotiated = true;
        }
    }

    @Override
    public synchronized HandshakeStatus getHandshakeStatus() {
        if (!this.written.isEmpty()) {
            return HandshakeStatus.NEED_WRAP;
        }
        if (this.failed) {
            return HandshakeStatus.NOT_HANDSHAKING;
        }
        if (this.scope.isPresent() && !this.chosen) {
            return this.begun ? HandshakeStatus.NEED_UNWRAP : HandshakeStatus.NOT_HANDSHAKING;
        }
        return engine().getHandshakeStatus();
    }

    @Override
    public @Nullable Runnable getDelegatedTask() {
        return null;
    }

    // ---- the end

    /** Ends the connection; an alert that was written already is still to be delivered. */
    private SSLException failed(Exception error) {
        this.failed = true;
        this.finishing = false;
        if (this.negotiated && this.written.isEmpty()) {
            sayGoodbye();
        }
        release();
        var cause = error.getCause();
        if (cause != null && cause.getMessage() != null && "General OpenSslEngine problem".equals(error.getMessage())) {
            var failure = new SSLHandshakeException(cause.getMessage());
            failure.initCause(error);
            return failure;
        }
        return (error instanceof SSLException exception) ? exception : new SSLException(error.getMessage(), error);
    }

    /** Where Netty refuses what was read, the library has not seen it, and has no alert for it. */
    private void sayGoodbye() {
        engine().closeOutbound();
        try {
            this.written.take(engine());
        } catch (SSLException sameError) {
            // It was told already.
        }
    }

    private void releaseIfClosed(SSLEngineResult result) {
        if (result.getStatus() == Status.CLOSED) {
            releaseIfClosed();
        }
    }

    private void releaseIfClosed() {
        if (isInboundDone() && isOutboundDone()) {
            release();
        }
    }

    @Override
    public synchronized void closeInbound() throws SSLException {
        if (this.failed) {
            return;
        }
        this.chosen = true;
        try {
            engine().closeInbound();
        } finally {
            releaseIfClosed();
        }
    }

    @Override
    public synchronized boolean isInboundDone() {
        return this.failed || (this.library != null && engine().isInboundDone());
    }

    @Override
    public synchronized void closeOutbound() {
        if (!this.failed) {
            this.chosen = true;
            engine().closeOutbound();
            releaseIfClosed();
        }
    }

    @Override
    public synchronized boolean isOutboundDone() {
        return this.written.isEmpty() && (this.failed || (this.library != null && engine().isOutboundDone()));
    }

    // ---- what was negotiated

    /** Returns whether the handshake is done, so that the session is one. */
    boolean isNegotiated() {
        return this.negotiated;
    }

    @Override
    public synchronized SSLSession getSession() {
        if (this.session == null) {
            this.session = new BoringSslSession(this);
        }
        return this.session;
    }

    @Override
    public @Nullable String getApplicationProtocol() {
        var protocol = engine().getApplicationProtocol();
        return (protocol == null && this.negotiated) ? "" : protocol;
    }

    // ---- settings

    @Override
    public synchronized SSLParameters getSSLParameters() {
        var parameters = engine().getSSLParameters();
        parameters.setApplicationProtocols(this.innerProtocols.toArray(String[]::new));
        if (getUseClientMode()) {
            parameters.setServerNames(List.copyOf(this.serverName.stream().toList()));
        }
        return parameters;
    }

    @Override
    public synchronized void setSSLParameters(SSLParameters parameters) {
        var protocols = List.of(parameters.getApplicationProtocols());
        var names = parameters.getServerNames();
        if (!this.begun && !protocols.equals(this.innerProtocols)) {
            // BoringSSL has them for a whole context, so this becomes an engine of another one.
            this.innerProtocols = protocols;
            release();
            this.library = null;
        }
        noteConfigured();
        engine().setSSLParameters(parameters);
        NativeContext.withWholeChains(engine());
        if (names != null) {
            this.serverName = hostName(names);
        }
    }

    private static Optional<SNIHostName> hostName(List<SNIServerName> names) {
        return names.stream()
                .filter(SNIHostName.class::isInstance)
                .map(SNIHostName.class::cast)
                .findFirst();
    }
}
