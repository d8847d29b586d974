package io.unifiedtls.internal.socket;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import javax.net.ssl.SSLEngine;

import io.unifiedtls.ChannelBinding;
import io.unifiedtls.CipherSuite;
import io.unifiedtls.ClientContext;
import io.unifiedtls.NextProtocol;
import io.unifiedtls.TlsContext;
import io.unifiedtls.TlsSocket;
import io.unifiedtls.TlsVersion;
import io.unifiedtls.internal.buffer.EngineBuffer;
import io.unifiedtls.internal.engine.HandshakeReporter;

/** A {@link TlsSocket} over a channel and an engine. Thread-safe. */
public final class NioTlsSocket implements TlsSocket {

    /** The time limit of a handshake if the socket has no timeout. */
    private static final Duration HANDSHAKE_TIMEOUT = Duration.ofSeconds(30);

    private final SocketChannel channel;

    private final EngineBuffer buffer;

    private final ChannelTransport transport;

    private final TlsConversation conversation;

    /** Creates a socket over a connected, blocking channel, which it closes. */
    NioTlsSocket(SocketChannel channel, TlsContext context, SSLEngine engine) {
        this(channel, context, engine, HANDSHAKE_TIMEOUT);
    }

    NioTlsSocket(SocketChannel channel, TlsContext context, SSLEngine engine, Duration handshakeTimeout) {
        this.channel = channel;
        HandshakeReporter.of(engine).remoteAddress(channel.socket().getRemoteSocketAddress());
        this.buffer = new EngineBuffer(context, engine);
        this.transport = new ChannelTransport(channel);
        this.conversation = new TlsConversation(this.transport, engine, this.buffer, handshakeTimeout, () -> {});
    }

    /** Connects by TCP to the first address of a host that answers, does the handshake, and verifies the server. */
    public static TlsSocket connect(ClientContext context, String host, int port) throws IOException {
        if (host.isEmpty()) {
            // The JDK takes it for this machine, which is never what is meant.
            throw new UnknownHostException("the host to connect to is empty");
        }
        return handshaken(over(connect(host, port), context, host, port));
    }

    private static NioTlsSocket over(SocketChannel channel, ClientContext context, String host, int port)
            throws IOException {
        var created = false;
        try {
            var socket = new NioTlsSocket(channel, context, context.createEngine(host, port));
            created = true;
            return socket;
        } finally {
            if (!created) {
                channel.close();
            }
        }
    }

    private static TlsSocket handshaken(NioTlsSocket socket) throws IOException {
        var done = false;
        try {
            socket.doHandshake();
            done = true;
            return socket;
        } finally {
            if (!done) {
                socket.abandon();
            }
        }
    }

    private static SocketChannel connect(String host, int port) throws IOException {
        var failure = new ConnectException("cannot connect to %s port %d".formatted(host, port));
        for (var address : InetAddress.getAllByName(host)) {
            try {
                var channel = SocketChannel.open(new InetSocketAddress(address, port));
                sendAtOnce(channel);
                return channel;
            } catch (ClosedByInterruptException interrupted) {
                throw interrupted;
            } catch (IOException e) {
                failure.addSuppressed(e);
            }
        }
        throw failure;
    }

    /** Lets no record wait for the acknowledgement of the one before it: each is as large as it gets. */
    static void sendAtOnce(SocketChannel channel) {
        try {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        } catch (IOException peerIsGone) {
            // The first operation will report it.
        }
    }

    @Override
    public void doHandshake() throws IOException {
        this.conversation.doHandshake();
    }

    @Override
    public int read(ByteBuffer destination) throws IOException {
        if (destination.isReadOnly()) {
            throw new IllegalArgumentException("the destination is read-only");
        }
        return this.conversation.read(destination);
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        return this.conversation.write(source);
    }

    @Override
    public InputStream inputStream() {
        return new SocketInput(this.conversation, this.conversation::available);
    }

    @Override
    public OutputStream outputStream() {
        return new SocketOutput(this.conversation);
    }

    // ---- close

    @Override
    public void closeOutput() throws IOException {
        this.conversation.closeOutput();
    }

    @Override
    public void close() {
        this.conversation.close();
    }

    @Override
    public void close(boolean force) throws IOException {
        if (force) {
            this.conversation.closeNow();
        } else {
            this.conversation.closeAfterPeer();
        }
    }

    /** Closes the channel without a word to the peer. */
    void abandon() {
        this.conversation.end();
    }

    @Override
    public boolean isOpen() {
        return this.channel.isOpen();
    }

    // ---- the channel

    @Override
    public SocketAddress localAddress() throws IOException {
        return this.channel.getLocalAddress();
    }

    @Override
    public SocketAddress remoteAddress() throws IOException {
        var address = this.channel.getRemoteAddress();
        if (address == null) {
            throw new ClosedChannelException();
        }
        return address;
    }

    @Override
    public void configureBlocking(boolean block) throws IOException {
        this.channel.configureBlocking(block);
    }

    @Override
    public void setTimeout(Duration timeout) {
        if (timeout.isNegative()) {
            throw new IllegalArgumentException("a timeout cannot be negative: " + timeout);
        }
        this.transport.setTimeout(timeout);
    }

    @Override
    public SocketChannel selectableChannel() {
        return this.channel;
    }

    // ---- what was negotiated

    @Override
    public TlsContext context() {
        return this.buffer.context();
    }

    @Override
    public Optional<CipherSuite> cipher() {
        return whileOpen(this.buffer.cipher());
    }

    @Override
    public Optional<NextProtocol> negotiatedProtocol() {
        return whileOpen(this.buffer.negotiatedProtocol());
    }

    @Override
    public Optional<TlsVersion> negotiatedTlsVersion() {
        return whileOpen(this.buffer.negotiatedTlsVersion());
    }

    @Override
    public Optional<byte[]> peerCertificate() {
        return whileOpen(this.buffer.peerCertificate());
    }

    @Override
    public List<byte[]> peerCertificateChain() {
        return isOpen() ? this.buffer.peerCertificateChain() : List.of();
    }

    @Override
    public List<byte[]> verifiedChain() {
        return isOpen() ? this.buffer.verifiedChain() : List.of();
    }

    @Override
    public Optional<byte[]> channelBinding(ChannelBinding type) {
        return whileOpen(this.buffer.channelBinding(type));
    }

    private <T> Optional<T> whileOpen(Optional<T> negotiated) {
        return isOpen() ? negotiated : Optional.empty();
    }
}
