package io.unifiedtls.internal.socket;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import javax.net.ssl.SSLEngine;

import io.unifiedtls.ChannelBinding;
import io.unifiedtls.CipherSuite;
import io.unifiedtls.NextProtocol;
import io.unifiedtls.TlsContext;
import io.unifiedtls.TlsSocket;
import io.unifiedtls.TlsVersion;
import io.unifiedtls.internal.engine.EngineBuffer;

/** A socket over a channel and an engine. Thread-safe. */
final class ChannelSocket implements TlsSocket {

    /** How long a handshake waits for a peer that stops if the socket has no timeout. */
    private static final Duration HANDSHAKE_TIMEOUT = Duration.ofSeconds(30);

    private final SocketChannel channel;

    private final EngineBuffer buffer;

    private final ChannelTransport transport;

    private final TlsConversation conversation;

    /** Creates a socket over a connected, blocking channel, which it closes. */
    ChannelSocket(SocketChannel channel, TlsContext context, SSLEngine engine) {
        this(channel, context, engine, HANDSHAKE_TIMEOUT);
    }

    ChannelSocket(SocketChannel channel, TlsContext context, SSLEngine engine, Duration handshakeTimeout) {
        this.channel = channel;
        this.buffer = new EngineBuffer(context, engine);
        this.transport = new ChannelTransport(channel);
        this.conversation = new TlsConversation(this.transport, engine, this.buffer, handshakeTimeout, () -> {});
    }

    /** Lets no record wait for the acknowledgement of the one before it: each is as large as it gets. */
    static void sendAtOnce(SocketChannel channel) {
        try {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        } catch (IOException peerIsGone) {
            // The first operation will say so.
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
