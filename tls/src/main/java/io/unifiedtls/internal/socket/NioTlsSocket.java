package io.unifiedtls.internal.socket;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import javax.net.ssl.SSLEngine;

import org.jspecify.annotations.Nullable;

import io.unifiedtls.ChannelBinding;
import io.unifiedtls.CipherSuite;
import io.unifiedtls.ClientContext;
import io.unifiedtls.ClientOffer;
import io.unifiedtls.ConnectTarget;
import io.unifiedtls.DetachedChannel;
import io.unifiedtls.NextProtocol;
import io.unifiedtls.ServerContext;
import io.unifiedtls.TlsContext;
import io.unifiedtls.TlsException;
import io.unifiedtls.TlsSocket;
import io.unifiedtls.TlsVersion;
import io.unifiedtls.WantWriteException;
import io.unifiedtls.internal.buffer.EngineBuffer;
import io.unifiedtls.internal.engine.HandshakeReporter;

/** A {@link TlsSocket} over a channel and an engine. Thread-safe. */
public final class NioTlsSocket implements TlsSocket {

    /** The time limit of a handshake if the socket has no timeout. */
    private static final Duration HANDSHAKE_TIMEOUT = Duration.ofSeconds(30);

    private static final int UNKNOWN_PORT = -1;

    private final SocketChannel channel;

    private final HandshakeReporter reporter;

    private final EngineBuffer buffer;

    private final ChannelTransport transport;

    private final TlsConversation conversation;

    /** The TCP connection that is being established; null once it is, or was from the start. */
    private volatile @Nullable TcpConnect connecting;

    /** Creates a socket over a connected channel, which it closes. */
    NioTlsSocket(SocketChannel channel, TlsContext context, SSLEngine engine) {
        this(channel, context, engine, HANDSHAKE_TIMEOUT);
    }

    NioTlsSocket(SocketChannel channel, TlsContext context, SSLEngine engine, Duration handshakeTimeout) {
        this.channel = channel;
        this.reporter = HandshakeReporter.of(engine);
        this.buffer = new EngineBuffer(context, engine);
        this.transport = new ChannelTransport(channel);
        this.conversation = new TlsConversation(this.transport, engine, this.buffer, handshakeTimeout, () -> {});
        reportAddress();
    }

    private void reportAddress() {
        var address = this.channel.socket().getRemoteSocketAddress();
        if (address != null) {
            this.reporter.remoteAddress(address);
        }
    }

    /** Connects by TCP to the first address of a host that answers, does the handshake, and verifies the server. */
    public static TlsSocket connect(ClientContext context, String host, int port) throws IOException {
        if (requireNonNull(host, "the host to connect to is missing").isEmpty()) {
            // The JDK takes it for this machine, which is never what is meant.
            throw new UnknownHostException("the host to connect to is empty");
        }
        return connect(context, ConnectTarget.of(host, port));
    }

    /** Connects as a target says. */
    public static TlsSocket connect(ClientContext context, ConnectTarget target) throws IOException {
        requireNonNull(target, "the target to connect to is missing");
        if (!target.isBlocking()) {
            var connecting = TcpConnect.begin(target);
            var socket = over(connecting.channel(), context, target);
            socket.connecting = connecting;
            return socket;
        }
        var socket = over(TcpConnect.complete(target), context, target);
        return target.isHandshakeDeferred() ? socket : handshaken(socket);
    }

    private static NioTlsSocket over(SocketChannel channel, ClientContext context, ConnectTarget target)
            throws IOException {
        var created = false;
        try {
            var socket = new NioTlsSocket(channel, context, context.createEngine(target.serverName(), target.port()));
            target.handshakeTimeout().ifPresent(socket.conversation::limitHandshake);
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

    /** Starts TLS as a client on a connection that exists already. */
    public static TlsSocket secure(ClientContext context, SocketChannel channel, String serverName) throws IOException {
        requireNonNull(serverName, "the server name is missing; a client needs it to verify the server");
        var address = requireConnected(channel);
        var port = (address instanceof InetSocketAddress internet) ? internet.getPort() : UNKNOWN_PORT;
        return new NioTlsSocket(channel, context, context.createEngine(serverName, port));
    }

    /** Starts TLS as a server on a connection that exists already. */
    public static TlsSocket secure(ServerContext context, SocketChannel channel) throws IOException {
        requireConnected(channel);
        return new NioTlsSocket(channel, context, context.createEngine());
    }

    private static SocketAddress requireConnected(SocketChannel channel) throws IOException {
        var address = requireNonNull(channel, "the channel is missing").getRemoteAddress();
        if (address == null || !channel.isConnected()) {
            throw new IllegalArgumentException("the channel is not connected");
        }
        return address;
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
        requireConnection();
        this.conversation.doHandshake();
    }

    @Override
    public int read(ByteBuffer destination) throws IOException {
        if (destination.isReadOnly()) {
            throw new IllegalArgumentException("the destination is read-only");
        }
        requireConnection();
        return this.conversation.read(destination);
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        requireConnection();
        return this.conversation.write(source);
    }

    private void requireConnection() throws IOException {
        var connection = this.connecting;
        if (connection == null) {
            return;
        }
        var failed = true;
        try {
            var complete = connection.isComplete();
            failed = false;
            if (!complete) {
                throw WantWriteException.instance();
            }
        } finally {
            if (failed) {
                this.connecting = null;
                abandon();
            }
        }
        reportAddress();
        this.connecting = null;
    }

    @Override
    public InputStream inputStream() {
        return new SocketInput(this, this.conversation::available);
    }

    @Override
    public OutputStream outputStream() {
        return new SocketOutput(this);
    }

    // ---- close

    @Override
    public void closeOutput() throws IOException {
        requireConnection();
        this.conversation.closeOutput();
    }

    @Override
    public void close() {
        if (this.connecting != null) {
            abandon();
        } else {
            this.conversation.close();
        }
    }

    @Override
    public void close(boolean force) throws IOException {
        if (this.connecting != null) {
            abandon();
        } else if (force) {
            this.conversation.closeNow();
        } else {
            this.conversation.closeAfterPeer();
        }
    }

    @Override
    public DetachedChannel detach() throws IOException {
        requireConnection();
        return new DetachedChannel(this.channel, this.conversation.detach());
    }

    /** Closes the channel without a word to the peer. */
    void abandon() {
        this.conversation.end();
    }

    @Override
    public boolean isOpen() {
        return this.transport.isOpen();
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
        if (requireNonNull(timeout, "the timeout is missing; zero is none").isNegative()) {
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
    public Optional<Boolean> resumed() {
        return whileOpen(this.buffer.resumed());
    }

    @Override
    public Optional<String> group() {
        return whileOpen(this.buffer.group());
    }

    @Override
    public Optional<ClientOffer> clientOffer() {
        return whileOpen(this.buffer.clientOffer());
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
    public List<X509Certificate> peerCertificates() {
        return isOpen() ? this.buffer.peerCertificates() : List.of();
    }

    @Override
    public List<byte[]> verifiedChain() {
        return isOpen() ? this.buffer.verifiedChain() : List.of();
    }

    @Override
    public Optional<byte[]> channelBinding(ChannelBinding type) {
        return whileOpen(this.buffer.channelBinding(type));
    }

    @Override
    public Optional<byte[]> exportKeyingMaterial(String label, Optional<byte[]> context, int length)
            throws TlsException {
        return whileOpen(this.buffer.exportKeyingMaterial(label, context, length));
    }

    private <T> Optional<T> whileOpen(Optional<T> negotiated) {
        return isOpen() ? negotiated : Optional.empty();
    }
}
