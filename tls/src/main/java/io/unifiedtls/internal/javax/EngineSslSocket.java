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

import javax.net.ssl.HandshakeCompletedEvent;
import javax.net.ssl.HandshakeCompletedListener;
import javax.net.ssl.SSLSession;

import org.jspecify.annotations.Nullable;

import io.unifiedtls.internal.engine.EngineBuffer;
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

    private volatile @Nullable Connection connection;

    private volatile boolean closed;

    private volatile boolean inputShutdown;

    private volatile boolean outputShutdown;

    /** What a socket has once it is connected. */
    private record Connection(SocketTransport transport, TlsConversation conversation, Closing closing) {}

    private EngineSslSocket(Socket transport, SocketEngine engine) {
        super(transport, engine);
    }

    /** Returns a socket that is still to be connected. */
    static EngineSslSocket unconnected(EngineFactory engines) {
        return new EngineSslSocket(new Socket(), new SocketEngine(engines));
    }

    /** Returns a socket over a plain one that is connected. */
    static EngineSslSocket over(Socket transport, SocketEngine engine, @Nullable String host, int port, Closing closing)
            throws IOException {
        return over(transport, transport.getInputStream(), engine, host, port, closing);
    }

    /** Returns a socket over a plain one of which something was read already. */
    static EngineSslSocket over(Socket transport, InputStream consumed, SocketEngine engine, Closing closing)
            throws IOException {
        var input = new SequenceInputStream(consumed, transport.getInputStream());
        return over(transport, input, engine, null, transport.getPort(), closing);
    }

    private static EngineSslSocket over(
            Socket transport,
            InputStream input,
            SocketEngine engine,
            @Nullable String host,
            int port,
            Closing closing) {
        var socket = new EngineSslSocket(transport, engine);
        socket.begin(input, host, port, closing);
        return socket;
    }

    private void begin(InputStream input, @Nullable String host, int port, Closing closing) {
        var engine = socketEngine().connected(host, port);
        var buffer = new EngineBuffer(socketEngine().engines().context(), engine);
        var transport = new SocketTransport(transport(), input, closing);
        var conversation = new TlsConversation(transport, engine, buffer, Duration.ZERO, this::tellListeners);
        this.connection = new Connection(transport, conversation, closing);
    }

    @Override
    public void connect(SocketAddress endpoint, int timeout) throws IOException {
        transport().connect(endpoint, timeout);
        var address = (InetSocketAddress) endpoint;
        try {
            // Not the name that the address has by a reverse look-up, which anybody may have written.
            begin(transport().getInputStream(), address.getHostString(), address.getPort(), Closing.CLOSES_SOCKET);
        } catch (IOException | RuntimeException e) {
            transport().close();
            throw e;
        }
    }

    private Connection connection() throws SocketException {
        var current = this.connection;
        if (this.closed) {
            throw new SocketException("the socket is closed");
        }
        if (current == null) {
            throw new SocketException("the socket is not connected");
        }
        return current;
    }

    // ---- handshake

    @Override
    public void startHandshake() throws IOException {
        connection().conversation().doHandshake();
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
    private void tellListeners() {
        if (this.listeners.isEmpty()) {
            return;
        }
        var event = new HandshakeCompletedEvent(this, engine().getSession());
        var thread = new Thread(
                () -> this.listeners.forEach(listener -> listener.handshakeCompleted(event)),
                "unified-tls-handshake-completed");
        thread.setDaemon(true);
        thread.start();
    }

    private boolean isHandshakeDone() {
        var current = this.connection;
        return current != null && current.conversation().isHandshakeDone();
    }

    /** Returns the session, after the handshake if that was not done; one that is not valid if it fails. */
    @Override
    public SSLSession getSession() {
        var current = this.connection;
        try {
            if (current != null) {
                if (!isHandshakeDone()) {
                    current.conversation().doHandshake();
                }
                return engine().getSession();
            }
        } catch (IOException noSession) {
            // By the contract of this method; the next read or write says why.
        }
        return new NoSession(engine().getPeerHost(), engine().getPeerPort());
    }

    @Override
    public @Nullable SSLSession getHandshakeSession() {
        return (this.connection == null || isHandshakeDone()) ? null : engine().getHandshakeSession();
    }

    @Override
    public @Nullable String getApplicationProtocol() {
        if (!isHandshakeDone()) {
            return null;
        }
        var protocol = engine().getApplicationProtocol();
        // Some engines return null if there is none; null is for a handshake that is not done.
        return (protocol == null) ? "" : protocol;
    }

    @Override
    public @Nullable String getHandshakeApplicationProtocol() {
        return (this.connection == null || isHandshakeDone()) ? null : engine().getHandshakeApplicationProtocol();
    }

    // ---- streams

    @Override
    public InputStream getInputStream() throws IOException {
        var conversation = connection().conversation();
        requireInput();
        return new SocketInput(new Plaintext(conversation), conversation::available);
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        var conversation = connection().conversation();
        requireOutput();
        return new SocketOutput(new Plaintext(conversation));
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

        private final TlsConversation conversation;

        Plaintext(TlsConversation conversation) {
            this.conversation = conversation;
        }

        @Override
        public int read(ByteBuffer destination) throws IOException {
            try {
                return EngineSslSocket.this.inputShutdown ? -1 : this.conversation.read(destination);
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
            return this.conversation.write(source);
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
        var current = connection();
        this.inputShutdown = true;
        current.transport().shutdownInput();
    }

    @Override
    public boolean isInputShutdown() {
        return this.inputShutdown;
    }

    @Override
    public void shutdownOutput() throws IOException {
        var current = connection();
        this.outputShutdown = true;
        current.conversation().closeOutput();
    }

    @Override
    public boolean isOutputShutdown() {
        return this.outputShutdown;
    }

    @Override
    public boolean isClosed() {
        var current = this.connection;
        return this.closed
                || transport().isClosed()
                || (current != null && !current.conversation().isOpen());
    }

    /**
     * Closes the connection, without waiting for the peer; but for its {@code close_notify} if the plain socket stays
     * open, so that what follows it is not encrypted.
     */
    @Override
    public void close() throws IOException {
        this.closed = true;
        var current = this.connection;
        if (current == null) {
            socketEngine().close();
            transport().close();
        } else if (current.closing() == Closing.LEAVES_SOCKET) {
            current.conversation().close();
        } else {
            current.conversation().closeNow();
        }
    }

    @Override
    public String toString() {
        return "EngineSslSocket[" + transport() + "]";
    }
}
