package io.unifiedtls.internal.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import javax.net.ssl.HandshakeCompletedEvent;
import javax.net.ssl.HandshakeCompletedListener;
import javax.net.ssl.SSLSession;

import org.jspecify.annotations.Nullable;

import io.unifiedtls.internal.engine.Conversation.Closing;

/**
 * A TLS socket of {@code javax.net.ssl} over an engine of a context and a plain socket.
 *
 * <p>The first read or write does the handshake, if {@link #startHandshake} did not. Thread-safe; one thread may read
 * while another one writes.
 */
final class EngineSocket extends ConfigurableSocket {

    private final List<HandshakeCompletedListener> listeners = new CopyOnWriteArrayList<>();

    private volatile @Nullable Conversation conversation;

    private volatile boolean closed;

    private EngineSocket(Socket transport, SocketEngine engine) {
        super(transport, engine);
    }

    /** Returns a socket that is still to be connected. */
    static EngineSocket unconnected(Engines engines) {
        return new EngineSocket(new Socket(), new SocketEngine(engines));
    }

    /** Returns a socket over a plain one that is connected. */
    static EngineSocket over(Socket transport, SocketEngine engine, @Nullable String host, int port, Closing closing)
            throws IOException {
        return over(transport, transport.getInputStream(), engine, host, port, closing);
    }

    /** Returns a socket over a plain one of which something was read already. */
    static EngineSocket over(Socket transport, InputStream consumed, SocketEngine engine, Closing closing)
            throws IOException {
        var input = new SequenceInputStream(consumed, transport.getInputStream());
        return over(transport, input, engine, null, transport.getPort(), closing);
    }

    private static EngineSocket over(
            Socket transport,
            InputStream input,
            SocketEngine engine,
            @Nullable String host,
            int port,
            Closing closing) {
        var socket = new EngineSocket(transport, engine);
        socket.begin(input, host, port, closing);
        return socket;
    }

    private void begin(InputStream input, @Nullable String host, int port, Closing closing) {
        this.conversation = new Conversation(
                socketEngine().engines().context(),
                socketEngine().connected(host, port),
                transport(),
                input,
                closing,
                this::tellListeners);
    }

    @Override
    public void connect(SocketAddress endpoint, int timeout) throws IOException {
        transport().connect(endpoint, timeout);
        var address = (InetSocketAddress) endpoint;
        try {
            // Not the name that the address has by a reverse look-up, which anybody may have written.
            begin(transport().getInputStream(), address.getHostString(), address.getPort(), Closing.CLOSES_TRANSPORT);
        } catch (IOException | RuntimeException e) {
            transport().close();
            throw e;
        }
    }

    private Conversation conversation() throws SocketException {
        var current = this.conversation;
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
        conversation().handshake();
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

    /** Returns the session, after the handshake if that was not done; one that is not valid if it fails. */
    @Override
    public SSLSession getSession() {
        var current = this.conversation;
        try {
            if (current != null) {
                current.handshake();
                return engine().getSession();
            }
        } catch (IOException noSession) {
            // By the contract of this method; the next read or write says why.
        }
        return new NoSession(engine().getPeerHost(), engine().getPeerPort());
    }

    @Override
    public @Nullable SSLSession getHandshakeSession() {
        var current = this.conversation;
        return (current == null || current.isHandshakeDone()) ? null : engine().getHandshakeSession();
    }

    @Override
    public @Nullable String getApplicationProtocol() {
        var current = this.conversation;
        if (current == null || !current.isHandshakeDone()) {
            return null;
        }
        var protocol = engine().getApplicationProtocol();
        // Some engines say null where there is none; null is for a handshake that is not over.
        return (protocol == null) ? "" : protocol;
    }

    @Override
    public @Nullable String getHandshakeApplicationProtocol() {
        var current = this.conversation;
        return (current == null || current.isHandshakeDone()) ? null : engine().getHandshakeApplicationProtocol();
    }

    // ---- streams

    @Override
    public InputStream getInputStream() throws IOException {
        var current = conversation();
        if (current.isInputShutdown()) {
            throw new SocketException("the input of the socket is shut down");
        }
        return new SocketInput(current, current::available);
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        var current = conversation();
        if (current.isOutputShutdown()) {
            throw new SocketException("the output of the socket is shut down");
        }
        return new SocketOutput(current);
    }

    // ---- close

    @Override
    public void shutdownInput() throws IOException {
        conversation().shutdownInput();
    }

    @Override
    public boolean isInputShutdown() {
        var current = this.conversation;
        return current != null && current.isInputShutdown();
    }

    @Override
    public void shutdownOutput() throws IOException {
        conversation().shutdownOutput();
    }

    @Override
    public boolean isOutputShutdown() {
        var current = this.conversation;
        return current != null && current.isOutputShutdown();
    }

    @Override
    public boolean isClosed() {
        var current = this.conversation;
        return this.closed || transport().isClosed() || (current != null && !current.isOpen());
    }

    @Override
    public void close() throws IOException {
        this.closed = true;
        var current = this.conversation;
        if (current != null) {
            current.close();
        } else {
            socketEngine().close();
            transport().close();
        }
    }

    @Override
    public String toString() {
        return "EngineSocket[" + transport() + "]";
    }
}
