package io.unifiedtls.openssl.internal.ffm;

import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;

import org.jspecify.annotations.Nullable;

import io.unifiedtls.CertificateVerificationException;
import io.unifiedtls.CipherSuite;
import io.unifiedtls.ClientAuthentication;
import io.unifiedtls.internal.record.TlsRecord;

/**
 * An engine over OpenSSL.
 *
 * <p>It has native memory from the first record to the moment when both directions are closed or the handshake has
 * failed, or else until nothing refers to it. Thread-safe, since reading and writing may be two threads.
 */
final class OpenSslEngine extends SSLEngine {

    /** The largest content of a record (RFC 8446, section 5.1). */
    private static final int LARGEST_PLAINTEXT = 1 << 14;

    /** What protects a record takes no less in any cipher suite: CCM_8 has 8 bytes, and TLS 1.3 one for the type. */
    private static final int LEAST_OVERHEAD = 9;

    /** And no more: 5 bytes of header, and the vector, MAC and padding of CBC. */
    private static final int MOST_OVERHEAD = 5 + 16 + 48 + 16;

    private final Endpoint endpoint;

    private final EngineSettings settings;

    private final OpenSslSession session;

    private final Negotiation negotiation;

    private final OutputQueue output = new OutputQueue();

    private @Nullable Connection connection;

    private boolean begun;

    private boolean negotiated;

    /** Whether the end of the handshake is to be told with the last of what was written. */
    private boolean finishing;

    private boolean failed;

    private boolean inboundDone;

    private boolean outboundClosed;

    private @Nullable String innerProtocol;

    OpenSslEngine(Endpoint endpoint, @Nullable String host, int port, Optional<SNIHostName> serverName) {
        super(host, port);
        this.endpoint = endpoint;
        this.settings = new EngineSettings(endpoint.defaults(), endpoint.ciphers());
        this.settings.serverName(serverName);
        this.session = new OpenSslSession(
                host,
                port,
                endpoint.isClient() ? endpoint.clientSessions() : endpoint.serverSessions(),
                this::forgetSession);
        this.negotiation = new Negotiation(this, endpoint, this.settings, this.session);
    }

    /** A call that OpenSSL may call back in. */
    @FunctionalInterface
    private interface Step {

        Connection.Outcome take();
    }

    private Connection.Outcome enter(Step step) {
        var before = Upcalls.enter(this.negotiation);
        try {
            return step.take();
        } finally {
            Upcalls.enter(before);
            // The connection is freed when nothing refers to this any more.
            Reference.reachabilityFence(this);
        }
    }

    private Connection connection() throws SSLException {
        var current = this.connection;
        if (current == null) {
            current = new Connection(this, this.endpoint.context());
            this.connection = current;
            try {
                this.negotiation.begin(current);
            } catch (RuntimeException refused) {
                throw failed(new SSLException(refused.getMessage(), refused));
            }
        }
        return current;
    }

    // ---- writing

    @Override
    public synchronized SSLEngineResult wrap(ByteBuffer[] sources, int offset, int length, ByteBuffer destination)
            throws SSLException {
        if (!this.output.isEmpty()) {
            return deliver(destination);
        }
        if (this.failed || this.outboundClosed) {
            return new SSLEngineResult(Status.CLOSED, getHandshakeStatus(), 0, 0);
        }
        this.begun = true;
        if (this.negotiated) {
            return wrapData(sources, offset, length, destination);
        }
        if (this.endpoint.isClient() && this.connection == null) {
            try (var scratch = Scratch.borrow()) {
                handshake(scratch);
            }
            return deliver(destination);
        }
        return new SSLEngineResult(Status.OK, HandshakeStatus.NEED_UNWRAP, 0, 0);
    }

    /** Gives away what was written already. */
    private SSLEngineResult deliver(ByteBuffer destination) {
        // Callers that close look only once for the last records.
        var amount = this.negotiated ? this.output.moveTo(destination) : this.output.moveWithAlertApart(destination);
        if (!this.output.isEmpty()) {
            return new SSLEngineResult(
                    (amount == 0) ? Status.BUFFER_OVERFLOW : Status.OK, HandshakeStatus.NEED_WRAP, 0, amount);
        }
        var status = this.finishing ? HandshakeStatus.FINISHED : getHandshakeStatus();
        this.finishing = false;
        var closed = isOutboundDone();
        releaseIfClosed();
        return new SSLEngineResult(closed ? Status.CLOSED : Status.OK, status, 0, amount);
    }

    private SSLEngineResult wrapData(ByteBuffer[] sources, int offset, int length, ByteBuffer destination)
            throws SSLException {
        var amount = 0;
        for (int i = offset; i < offset + length && amount < LARGEST_PLAINTEXT; i++) {
            amount = Math.min(LARGEST_PLAINTEXT, amount + sources[i].remaining());
        }
        if (amount == 0) {
            return new SSLEngineResult(Status.OK, getHandshakeStatus(), 0, 0);
        }
        if (destination.remaining() < amount + MOST_OVERHEAD) {
            return new SSLEngineResult(Status.BUFFER_OVERFLOW, getHandshakeStatus(), 0, 0);
        }
        var current = connection();
        try (var scratch = Scratch.borrow()) {
            gather(sources, offset, length, scratch.first(amount));
            var plaintext = amount;
            switch (enter(() -> current.write(scratch.memory(), plaintext))) {
                case DONE -> skip(sources, offset, amount);
                // the rest of a message, such as a key update, comes first
                case WANTS_INPUT -> {
                    return new SSLEngineResult(Status.OK, HandshakeStatus.NEED_UNWRAP, 0, 0);
                }
                default -> throw failed(current, scratch);
            }
            var record = current.pending();
            if (record > destination.remaining() || record > Scratch.SIZE) {
                drain(current, scratch); // more than the data: the answer to a key update
                var delivered = deliver(destination);
                return new SSLEngineResult(
                        Status.OK, delivered.getHandshakeStatus(), amount, delivered.bytesProduced());
            }
            destination.put(current.take(record, scratch));
            return new SSLEngineResult(Status.OK, getHandshakeStatus(), amount, record);
        }
    }

    private static void gather(ByteBuffer[] sources, int offset, int length, ByteBuffer plaintext) {
        for (int i = offset; i < offset + length && plaintext.hasRemaining(); i++) {
            var source = sources[i];
            plaintext.put(source.slice().limit(Math.min(source.remaining(), plaintext.remaining())));
        }
    }

    private static void skip(ByteBuffer[] sources, int offset, int amount) {
        var left = amount;
        for (int i = offset; left > 0; i++) {
            var part = Math.min(sources[i].remaining(), left);
            sources[i].position(sources[i].position() + part);
            left -= part;
        }
    }

    // ---- reading

    @Override
    public synchronized SSLEngineResult unwrap(ByteBuffer source, ByteBuffer[] destinations, int offset, int length)
            throws SSLException {
        if (this.failed || this.inboundDone) {
            return new SSLEngineResult(Status.CLOSED, getHandshakeStatus(), 0, 0);
        }
        if (!this.output.isEmpty() && (!this.negotiated || this.finishing)) {
            return new SSLEngineResult(Status.OK, HandshakeStatus.NEED_WRAP, 0, 0);
        }
        this.begun = true;
        if (this.endpoint.isClient() && this.connection == null) {
            try (var scratch = Scratch.borrow()) {
                handshake(scratch);
            }
            return new SSLEngineResult(Status.OK, HandshakeStatus.NEED_WRAP, 0, 0);
        }
        if (!TlsRecord.isComplete(source)) {
            return new SSLEngineResult(Status.BUFFER_UNDERFLOW, getHandshakeStatus(), 0, 0);
        }
        var record = record(source);
        if (this.negotiated && room(destinations, offset, length) < content(record)) {
            return new SSLEngineResult(Status.BUFFER_OVERFLOW, getHandshakeStatus(), 0, 0);
        }
        var current = connection();
        source.position(source.position() + record.remaining());
        var consumed = record.remaining();
        try (var scratch = Scratch.borrow()) {
            current.receive(record, scratch);
            return this.negotiated
                    ? unwrapData(current, consumed, scratch, destinations, offset, length)
                    : new SSLEngineResult(Status.OK, handshake(scratch), consumed, 0);
        }
    }

    /** Returns the record that begins at the position of a buffer. */
    private static ByteBuffer record(ByteBuffer source) {
        var start = source.position();
        var length = (source.get(start + 3) & 0xFF) << 8 | source.get(start + 4) & 0xFF;
        return source.slice(start, TlsRecord.HEADER_LENGTH + length);
    }

    /** Returns how many bytes of data a record has at most. */
    private static int content(ByteBuffer record) {
        var fragment = record.remaining() - TlsRecord.HEADER_LENGTH;
        return (record.get(0) == TlsRecord.APPLICATION_DATA)
                ? Math.clamp(fragment - LEAST_OVERHEAD, 0, LARGEST_PLAINTEXT)
                : 0;
    }

    private static int room(ByteBuffer[] destinations, int offset, int length) {
        var room = 0L;
        for (int i = offset; i < offset + length; i++) {
            room += destinations[i].remaining();
        }
        return Math.toIntExact(Math.min(room, LARGEST_PLAINTEXT));
    }

    private SSLEngineResult unwrapData(
            Connection current, int consumed, Scratch scratch, ByteBuffer[] destinations, int offset, int length)
            throws SSLException {
        return switch (enter(() -> current.read(scratch.memory()))) {
            case DONE -> {
                var plaintext = scratch.first(current.transferred());
                var produced = plaintext.remaining();
                scatter(plaintext, destinations, offset, length);
                drain(current, scratch);
                yield new SSLEngineResult(Status.OK, getHandshakeStatus(), consumed, produced);
            }
            case WANTS_INPUT -> {
                drain(current, scratch);
                yield new SSLEngineResult(Status.OK, getHandshakeStatus(), consumed, 0);
            }
            case PEER_CLOSED -> {
                this.inboundDone = true;
                if (this.session.getProtocol().equals("TLSv1.2")) {
                    closeOutbound(); // RFC 5246 7.2.1: at once; TLS 1.3 leaves the other direction open
                }
                releaseIfClosed();
                yield new SSLEngineResult(Status.CLOSED, getHandshakeStatus(), consumed, 0);
            }
            case FAILED -> throw failed(current, scratch);
        };
    }

    private static void scatter(ByteBuffer plaintext, ByteBuffer[] destinations, int offset, int length) {
        for (int i = offset; i < offset + length && plaintext.hasRemaining(); i++) {
            var part = Math.min(plaintext.remaining(), destinations[i].remaining());
            destinations[i].put(plaintext.slice().limit(part));
            plaintext.position(plaintext.position() + part);
        }
    }

    // ---- the handshake

    /** Goes on with the handshake as far as what has come allows. */
    private HandshakeStatus handshake(Scratch scratch) throws SSLException {
        var current = connection();
        if (!this.endpoint.isClient()) {
            this.negotiation.scope();
        }
        switch (enter(current::handshake)) {
            case DONE -> {
                this.innerProtocol = this.negotiation.finished();
                this.negotiated = true;
                drain(current, scratch);
                this.finishing = !this.output.isEmpty();
                return this.finishing ? HandshakeStatus.NEED_WRAP : HandshakeStatus.FINISHED;
            }
            case WANTS_INPUT -> {
                drain(current, scratch);
                return getHandshakeStatus();
            }
            case PEER_CLOSED -> {
                drain(current, scratch);
                throw failed(new SSLException("received close_notify during handshake"));
            }
            case FAILED -> throw failed(current, scratch);
        }
        throw new IllegalStateException("there is no other outcome");
    }

    /** Takes what OpenSSL has written. */
    private void drain(Connection current, Scratch scratch) {
        for (var pending = current.pending(); pending > 0; pending = current.pending()) {
            this.output.add(current.take(pending, scratch));
        }
    }

    @Override
    public synchronized void beginHandshake() throws SSLException {
        if (this.failed || this.outboundClosed || this.inboundDone) {
            throw new SSLException("the connection is closed");
        }
        if (this.negotiated) {
            throw new SSLException("renegotiation is not allowed");
        }
        this.begun = true;
    }

    @Override
    public synchronized HandshakeStatus getHandshakeStatus() {
        if (!this.output.isEmpty()) {
            return HandshakeStatus.NEED_WRAP;
        }
        if (!this.begun || this.negotiated || this.failed || this.outboundClosed) {
            return HandshakeStatus.NOT_HANDSHAKING;
        }
        return (this.endpoint.isClient() && this.connection == null)
                ? HandshakeStatus.NEED_WRAP
                : HandshakeStatus.NEED_UNWRAP;
    }

    @Override
    public @Nullable Runnable getDelegatedTask() {
        return null;
    }

    // ---- the end

    private SSLException failed(Connection current, Scratch scratch) {
        var error = this.negotiation.error(current.error());
        drain(current, scratch);
        return failed(error);
    }

    /** Ends the connection; an alert that was written already is still to be delivered. */
    private SSLException failed(SSLException error) {
        this.failed = true;
        this.finishing = false;
        release();
        return error;
    }

    private void release() {
        if (this.connection != null) {
            this.connection.free();
        }
    }

    private void releaseIfClosed() {
        if (isInboundDone() && isOutboundDone()) {
            release();
        }
    }

    private synchronized void forgetSession() {
        this.negotiation.forget();
    }

    /** Sets why the certificate of the peer is about to be refused. */
    void refusing(CertificateVerificationException refusal) {
        this.negotiation.refusing(refusal);
    }

    @Override
    public synchronized void closeInbound() throws SSLException {
        if (this.failed || this.inboundDone) {
            return;
        }
        this.inboundDone = true;
        releaseIfClosed();
        if (this.begun) {
            throw new SSLException("closing inbound before receiving peer's close_notify");
        }
    }

    @Override
    public synchronized boolean isInboundDone() {
        return this.failed || this.inboundDone;
    }

    @Override
    public synchronized void closeOutbound() {
        if (this.failed || this.outboundClosed) {
            return;
        }
        this.outboundClosed = true;
        var current = this.connection;
        if (this.negotiated && current != null) {
            current.shutdown();
            try (var scratch = Scratch.borrow()) {
                drain(current, scratch);
            }
        } else {
            // There is nothing to wait for.
            this.inboundDone = true;
        }
        releaseIfClosed();
    }

    @Override
    public synchronized boolean isOutboundDone() {
        return this.output.isEmpty() && (this.failed || this.outboundClosed);
    }

    // ---- what was negotiated

    @Override
    public SSLSession getSession() {
        return this.session;
    }

    @Override
    public synchronized @Nullable SSLSession getHandshakeSession() {
        return (this.begun && !this.negotiated && !this.failed) ? this.session : null;
    }

    @Override
    public synchronized @Nullable String getApplicationProtocol() {
        return this.innerProtocol;
    }

    @Override
    public @Nullable String getHandshakeApplicationProtocol() {
        return getApplicationProtocol();
    }

    /** Exports keying material; empty if the handshake is not complete, or the connection has ended. */
    synchronized Optional<byte[]> exportKeyingMaterial(String label, Optional<byte[]> context, int length)
            throws SSLException {
        var current = this.connection;
        return (this.negotiated && current != null && !current.isFreed())
                ? Optional.of(current.exportKeyingMaterial(label, context, length))
                : Optional.empty();
    }

    /** Returns the first Finished message of the handshake: that of the client, unless a session was resumed. */
    synchronized Optional<byte[]> firstFinished() {
        var current = this.connection;
        return (this.negotiated && current != null && !current.isFreed())
                ? Optional.of(current.finished(this.endpoint.isClient() != current.isResumed()))
                : Optional.empty();
    }

    // ---- settings

    @Override
    public boolean getUseClientMode() {
        return this.endpoint.isClient();
    }

    @Override
    public void setUseClientMode(boolean client) {
        if (client != getUseClientMode()) {
            throw new IllegalArgumentException("an engine cannot change between client and server mode");
        }
    }

    @Override
    public void setEnableSessionCreation(boolean enable) {
        if (!enable) {
            throw new UnsupportedOperationException("OpenSSL always creates sessions");
        }
    }

    @Override
    public boolean getEnableSessionCreation() {
        return true;
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return this.endpoint.ciphers().all().stream()
                .map(CipherSuite::name)
                .sorted()
                .toArray(String[]::new);
    }

    @Override
    public synchronized String[] getEnabledCipherSuites() {
        return this.settings.ciphers();
    }

    @Override
    public synchronized void setEnabledCipherSuites(String[] suites) {
        this.settings.ciphers(suites);
    }

    @Override
    public String[] getSupportedProtocols() {
        return new String[] {"TLSv1.2", "TLSv1.3"};
    }

    @Override
    public synchronized String[] getEnabledProtocols() {
        return this.settings.protocols();
    }

    @Override
    public synchronized void setEnabledProtocols(String[] protocols) {
        this.settings.protocols(protocols);
    }

    @Override
    public synchronized void setNeedClientAuth(boolean need) {
        this.settings.authentication(need ? ClientAuthentication.REQUIRED : ClientAuthentication.NONE);
    }

    @Override
    public synchronized boolean getNeedClientAuth() {
        return this.settings.authentication() == ClientAuthentication.REQUIRED;
    }

    @Override
    public synchronized void setWantClientAuth(boolean want) {
        this.settings.authentication(want ? ClientAuthentication.OPTIONAL : ClientAuthentication.NONE);
    }

    @Override
    public synchronized boolean getWantClientAuth() {
        return this.settings.authentication() == ClientAuthentication.OPTIONAL;
    }

    @Override
    public synchronized SSLParameters getSSLParameters() {
        return this.settings.parameters();
    }

    @Override
    public synchronized void setSSLParameters(SSLParameters parameters) {
        this.settings.parameters(parameters);
    }

    @Override
    public synchronized void setHandshakeApplicationProtocolSelector(
            @Nullable BiFunction<SSLEngine, List<String>, String> selector) {
        this.negotiation.selector(selector);
    }

    @Override
    public synchronized @Nullable BiFunction<SSLEngine, List<String>, String>
            getHandshakeApplicationProtocolSelector() {
        return this.negotiation.selector();
    }
}
