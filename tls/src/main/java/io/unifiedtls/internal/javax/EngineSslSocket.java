package io.unifiedtls.internal.javax;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;

import javax.net.ssl.HandshakeCompletedEvent;
import javax.net.ssl.HandshakeCompletedListener;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;

import org.jspecify.annotations.Nullable;

import io.unifiedtls.internal.buffer.EngineBuffer;
import io.unifiedtls.internal.engine.HandshakeReporter;
import io.unifiedtls.internal.socket.SocketInput;
import io.unifiedtls.internal.socket.SocketOutput;
import io.unifiedtls.internal.socket.SocketTransport;
import io.unifiedtls.internal.socket.SocketTransport.Closing;
import io.unifiedtls.internal.socket.TlsConversation;

/**
 * A TLS socket of {@code javax.net.ssl} over an engine of a context and a plain socket.
 *
 * <p>The first read or write does the handshake, if {@link #startHandshake} did not. Thread-safe; one thread may read
 * while another one writes.
 */
final class EngineSslSocket extends ConfigurableSocket {

    private final List<HandshakeCompletedListener> listeners = new CopyOnWriteArrayList<>();

    private final ReentrantLock beginLock = new ReentrantLock();

    private volatile @Nullable Peer peer;

    private volatile @Nullable Connection connection;

    private volatile boolean closed;

    private volatile boolean inputShutdown;

    private volatile boolean outputShutdown;

    /** What a socket is connected to. */
    private record Peer(SocketTransport transport, @Nullable String host, int port) {}

    /** What a socket has from its first operation on; until then settings can be made. */
    private record Connection(SSLEngine engine, TlsConversation conversation) {}

    private EngineSslSocket(Socket transport, EngineFactory engines, SocketSettings settings) {
        super(transport, engines, settings);
    }

    /** Returns a socket that is still to be connected. */
    static EngineSslSocket unconnected(EngineFactory engines) {
        return new EngineSslSocket(new Socket(), engines, engines.settings());
    }

    /** Returns a socket over a plain one that is connected. */
    static EngineSslSocket over(
            Socket transport,
            EngineFactory engines,
            SocketSettings settings,
            @Nullable String host,
            int port,
            Closing closing)
            throws IOException {
        var socket = new EngineSslSocket(transport, engines, settings);
        socket.peer = new Peer(new SocketTransport(transport, transport.getInputStream(), closing), host, port);
        return socket;
    }

    /** Returns a socket over a plain one of which something was read already. */
    static EngineSslSocket over(
            Socket transport, InputStream consumed, EngineFactory engines, SocketSettings settings, Closing closing)
            throws IOException {
        var socket = new EngineSslSocket(transport, engines, settings);
        var input = new SequenceInputStream(consumed, transport.getInputStream());
        socket.peer = new Peer(new SocketTransport(transport, input, closing), null, transport.getPort());
        return socket;
    }

    @Override
    public void connect(SocketAddress endpoint, int timeout) throws IOException {
        transport().connect(endpoint, timeout);
        var address = (InetSocketAddress) endpoint;
        // Not the name that the address has by a reverse look-up, which anybody may have written.
        this.peer = new Peer(
                new SocketTransport(transport(), transport().getInputStream(), Closing.CLOSES_SOCKET),
                address.getHostString(),
                address.getPort());
    }

    private Peer peer() throws SocketException {
        var current = this.peer;
        if (this.closed) {
            throw new SocketException("the socket is closed");
        }
        if (current == null) {
            throw new SocketException("the socket is not connected");
        }
        return current;
    }

    private TlsConversation conversation() throws IOException {
        var server = peer();
        var current = this.connection;
        if (current == null) {
            this.beginLock.lock();
            try {
                current = this.connection;
                if (current == null) {
                    current = begin(server);
                    this.connection = current;
                }
            } finally {
                this.beginLock.unlock();
            }
        }
        return current.conversation();
    }

    private Connection begin(Peer other) throws IOException {
        try {
            var engine = createEngine(other.host(), other.port());
            HandshakeReporter.of(engine).remoteAddress(getRemoteSocketAddress());
            var buffer = new EngineBuffer(engines().context(), engine);
            return new Connection(
                    engine,
                    new TlsConversation(other.transport(), engine, buffer, Duration.ZERO, () -> tellListeners(engine)));
        } catch (RuntimeException e) {
            // The host, for example, is not a valid name.
            other.transport().close();
            throw e;
        }
    }

    // ---- handshake

    @Override
    public void startHandshake() throws IOException {
        conversation().doHandshake();
    }

    @Override
    public void addHandshakeCompletedListener(HandshakeCompletedListener listener) {
        this.listeners.add(requireListener(listener));
    }

    @Override
    public void removeHandshakeCompletedListener(HandshakeCompletedListener listener) {
        if (!this.listeners.remove(requireListener(listener))) {
            throw new IllegalArgumentException("the listener was not added");
        }
    }

    private static HandshakeCompletedListener requireListener(@Nullable HandshakeCompletedListener listener) {
        if (listener == null) {
            throw new IllegalArgumentException("the listener is null");
        }
        return listener;
    }

    /** On a thread of its own, since a listener may use the socket, or wait for somebody who does. */
    private void tellListeners(SSLEngine engine) {
        if (this.listeners.isEmpty()) {
            return;
        }
        var event = new HandshakeCompletedEvent(this, engine.getSession());
        var thread = new Thread(
                () -> this.listeners.forEach(listener -> listener.handshakeCompleted(event)),
                "unified-tls-handshake-completed");
        thread.setDaemon(true);
        thread.start();
    }

    /** Returns the engine of a socket whose handshake is done. */
    private @Nullable SSLEngine handshaken() {
        var current = this.connection;
        return (current != null && current.conversation().isHandshakeDone()) ? current.engine() : null;
    }

    /** Returns the engine of a socket whose handshake is under way. */
    private @Nullable SSLEngine shaking() {
        var current = this.connection;
        return (current == null || current.conversation().isHandshakeDone()) ? null : current.engine();
    }

    /** Returns the session, after the handshake if that was not done; one that is not valid if it fails. */
    @Override
    public SSLSession getSession() {
        try {
            if (this.peer != null && handshaken() == null) {
                startHandshake();
            }
        } catch (IOException | IllegalArgumentException noSession) {
            // By the contract of this method; the next read or write throws the reason.
        }
        var engine = handshaken();
        var other = this.peer;
        if (engine != null) {
            return engine.getSession();
        }
        return (other == null) ? new NoSession(null, -1) : new NoSession(other.host(), other.port());
    }

    @Override
    public @Nullable SSLSession getHandshakeSession() {
        var engine = shaking();
        return (engine == null) ? null : engine.getHandshakeSession();
    }

    @Override
    public @Nullable String getApplicationProtocol() {
        var engine = handshaken();
        if (engine == null) {
            return null;
        }
        var protocol = engine.getApplicationProtocol();
        // Some engines return null if there is none; null is for a handshake that is not done.
        return (protocol == null) ? "" : protocol;
    }

    @Override
    public @Nullable String getHandshakeApplicationProtocol() {
        var engine = shaking();
        return (engine == null) ? null : engine.getHandshakeApplicationProtocol();
    }

    // ---- streams

    @Override
    public InputStream getInputStream() throws IOException {
        peer();
        requireInput();
        return new SocketInput(new Plaintext(), this::available);
    }

    private int available() {
        var current = this.connection;
        return (current == null) ? 0 : current.conversation().available();
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        peer();
        requireOutput();
        return new SocketOutput(new Plaintext());
    }

    private void requireInput() throws SocketException {
        if (this.inputShutdown) {
            throw new SocketException("the input of the socket is shut down");
        }
    }

    private void requireOutput() throws SocketException {
        if (this.outputShutdown) {
            throw new SocketException("the output of the socket is shut down");
        }
    }

    /** What the streams read and write, unless that direction was shut down. */
    private final class Plaintext implements ByteChannel {

        @Override
        public int read(ByteBuffer destination) throws IOException {
            try {
                return EngineSslSocket.this.inputShutdown ? -1 : conversation().read(destination);
            } catch (IOException e) {
                if (EngineSslSocket.this.inputShutdown) {
                    return -1;
                }
                throw e;
            }
        }

        @Override
        public int write(ByteBuffer source) throws IOException {
            requireOutput();
            return conversation().write(source);
        }

        @Override
        public boolean isOpen() {
            return !isClosed();
        }

        @Override
        public void close() throws IOException {
            EngineSslSocket.this.close();
        }
    }

    // ---- close

    /** Reads nothing more; a thread that waits for data gets the end of the stream. */
    @Override
    public void shutdownInput() throws IOException {
        var current = peer();
        this.inputShutdown = true;
        current.transport().shutdownInput();
    }

    @Override
    public boolean isInputShutdown() {
        return this.inputShutdown;
    }

    @Override
    public void shutdownOutput() throws IOException {
        var current = conversation();
        this.outputShutdown = true;
        current.closeOutput();
    }

    @Override
    public boolean isOutputShutdown() {
        return this.outputShutdown;
    }

    @Override
    public boolean isClosed() {
        var current = this.peer;
        return this.closed
                || transport().isClosed()
                || (current != null && !current.transport().isOpen());
    }

    /**
     * Closes the connection, without waiting for the peer; but for its {@code close_notify} if the plain socket stays
     * open, so that what follows it is not encrypted.
     */
    @Override
    public void close() throws IOException {
        this.closed = true;
        var other = this.peer;
        var current = this.connection;
        if (other == null) {
            transport().close();
        } else if (current == null) {
            other.transport().close();
        } else if (other.transport().closesSocket()) {
            current.conversation().closeNow();
        } else {
            current.conversation().close();
        }
    }

    @Override
    public String toString() {
        return "EngineSslSocket[" + transport() + "]";
    }
}
