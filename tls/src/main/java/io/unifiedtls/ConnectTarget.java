package io.unifiedtls;

import static java.util.Objects.requireNonNull;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import io.unifiedtls.internal.text.ServerNames;

/**
 * The server that a client connects to, and how. Immutable and thread-safe.
 *
 * @see ClientContext#connect(ConnectTarget)
 */
public final class ConnectTarget {

    private static final int HIGHEST_PORT = 65_535;

    private final String host;

    private final int port;

    private final String serverName;

    private final Optional<Duration> connectTimeout;

    private final Optional<Duration> handshakeTimeout;

    private final Optional<InetSocketAddress> localAddress;

    private final boolean blocking;

    private final boolean handshakeDeferred;

    private ConnectTarget(Builder builder) {
        this.host = builder.host;
        this.port = builder.port;
        this.serverName = builder.serverName;
        this.connectTimeout = builder.connectTimeout;
        this.handshakeTimeout = builder.handshakeTimeout;
        this.localAddress = builder.localAddress;
        this.blocking = builder.blocking;
        this.handshakeDeferred = builder.handshakeDeferred;
    }

    /**
     * Returns a server with the default settings.
     *
     * @param host the server's host name or IP address; an IPv6 address may be in brackets
     * @param port the server's port, from 1 to 65535
     */
    public static ConnectTarget of(String host, int port) {
        return builder(host, port).build();
    }

    /**
     * Returns a builder.
     *
     * @param host the server's host name or IP address; an IPv6 address may be in brackets
     * @param port the server's port, from 1 to 65535
     */
    public static Builder builder(String host, int port) {
        return new Builder(host, port);
    }

    /** Returns the host name or IP address to connect to. */
    public String host() {
        return this.host;
    }

    /** Returns the port to connect to. */
    public int port() {
        return this.port;
    }

    /** Returns the name or IP address that the server's certificate must match. */
    public String serverName() {
        return this.serverName;
    }

    /** Returns the time limit for connecting over TCP; empty for the operating system's. */
    public Optional<Duration> connectTimeout() {
        return this.connectTimeout;
    }

    /** Returns the time limit for the handshake; empty for the default. */
    public Optional<Duration> handshakeTimeout() {
        return this.handshakeTimeout;
    }

    /** Returns the local address to connect from; empty if the operating system selects it. */
    public Optional<InetSocketAddress> localAddress() {
        return this.localAddress;
    }

    /** Returns whether the socket is blocking. */
    public boolean isBlocking() {
        return this.blocking;
    }

    /** Returns whether the handshake is left to the first read or write. */
    public boolean isHandshakeDeferred() {
        return this.handshakeDeferred;
    }

    private List<Object> values() {
        return List.of(
                this.host,
                this.port,
                this.serverName,
                this.connectTimeout,
                this.handshakeTimeout,
                this.localAddress,
                this.blocking,
                this.handshakeDeferred);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ConnectTarget target && values().equals(target.values());
    }

    @Override
    public int hashCode() {
        return Objects.hash(this.host, this.port, this.serverName);
    }

    @Override
    public String toString() {
        return "ConnectTarget[%s port %d, server name %s]".formatted(this.host, this.port, this.serverName);
    }

    /** Builds {@link ConnectTarget}s. Not thread-safe. */
    public static final class Builder {

        private final String host;

        private final int port;

        private String serverName;

        private Optional<Duration> connectTimeout = Optional.empty();

        private Optional<Duration> handshakeTimeout = Optional.empty();

        private Optional<InetSocketAddress> localAddress = Optional.empty();

        private boolean blocking = true;

        private boolean handshakeDeferred;

        private Builder(String host, int port) {
            this.host = requireNonNull(host, "the host to connect to is missing");
            if (host.isEmpty()) {
                throw new IllegalArgumentException("the host to connect to is empty");
            }
            if (port < 1 || port > HIGHEST_PORT) {
                throw new IllegalArgumentException("port %d is not between 1 and %d".formatted(port, HIGHEST_PORT));
            }
            this.port = port;
            this.serverName = host;
        }

        /**
         * Sets the name of the server if it is not the host to connect to, such as behind a tunnel. It is sent to the
         * server (SNI) unless it is an IP address, and the server's certificate must match it. Default: the host.
         *
         * @throws IllegalArgumentException if it is neither a host name nor an IP address
         */
        public Builder serverName(String serverName) {
            if (!ServerNames.isHost(ServerNames.normalized(requireNonNull(serverName, "the server name is missing")))) {
                throw new IllegalArgumentException("'%s' is not a valid host name".formatted(serverName));
            }
            this.serverName = serverName;
            return this;
        }

        /**
         * Sets the time limit for connecting over TCP. If the host has several addresses, they share it. It does not
         * include the name lookup. Default: the operating system's.
         */
        public Builder connectTimeout(Duration connectTimeout) {
            this.connectTimeout = Optional.of(positive(connectTimeout, "connect timeout"));
            return this;
        }

        /**
         * Sets the time limit for the handshake, whatever {@linkplain TlsSocket#setTimeout timeout} each operation has;
         * the connection is closed when it expires. Default: 30 seconds if the socket is blocking and has no timeout,
         * otherwise none.
         */
        public Builder handshakeTimeout(Duration handshakeTimeout) {
            this.handshakeTimeout = Optional.of(positive(handshakeTimeout, "handshake timeout"));
            return this;
        }

        private static Duration positive(Duration timeout, String name) {
            if (requireNonNull(timeout, () -> "the %s is missing".formatted(name))
                            .isZero()
                    || timeout.isNegative()) {
                throw new IllegalArgumentException("the %s must be positive, not %s".formatted(name, timeout));
            }
            return timeout;
        }

        /**
         * Sets the local address to connect from; port 0 selects a free port. Default: the operating system selects it.
         */
        public Builder localAddress(InetSocketAddress localAddress) {
            if (requireNonNull(localAddress, "the local address is missing").isUnresolved()) {
                throw new IllegalArgumentException("the local address '%s' is not resolved; use an IP address"
                        .formatted(localAddress.getHostString()));
            }
            this.localAddress = Optional.of(localAddress);
            return this;
        }

        /**
         * Connects without blocking, to the first address of the host only: {@link ClientContext#connect} returns while
         * the connection is being established, and the socket is non-blocking. Its operations throw
         * {@link WantWriteException} until it is connected: until then, wait for
         * {@link java.nio.channels.SelectionKey#OP_CONNECT}. Name lookups still block; an IP address needs none.
         *
         * <p>The time limits apply to the operations of the socket, which throw {@link java.net.SocketTimeoutException}
         * if they are called later: wait no longer than that.
         */
        public Builder nonBlocking() {
            this.blocking = false;
            return this;
        }

        /**
         * Leaves the handshake, and with it the verification of the server, to {@link TlsSocket#doHandshake()} or the
         * first read or write, as on an accepted socket. A non-blocking socket always does.
         */
        public Builder deferHandshake() {
            this.handshakeDeferred = true;
            return this;
        }

        /** Returns the target. */
        public ConnectTarget build() {
            return new ConnectTarget(this);
        }
    }
}
