package io.unifiedtls;

import static java.util.Objects.requireNonNull;

import java.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The state of a handshake: empty values are not known yet, or do not apply. Immutable.
 *
 * @see HandshakeListener
 */
public final class HandshakeEvent {

    private final long handshakeId;

    private final Side side;

    private final String contextName;

    private final String implementation;

    private final Optional<SocketAddress> remoteAddress;

    private final HandshakeStage stage;

    private final Optional<ClientOffer> clientOffer;

    private final Optional<String> requestedServerName;

    private final Optional<ServerNameMatch> serverNameMatch;

    private final Optional<String> matchedServerName;

    private final Optional<TlsVersion> version;

    private final Optional<CipherSuite> cipher;

    private final Optional<String> group;

    private final Optional<NextProtocol> protocol;

    private final Optional<String> peerKeyAlgorithm;

    private final Optional<Boolean> resumed;

    private final Duration duration;

    private final Optional<HandshakeFailure> failure;

    private final Optional<String> failureMessage;

    private HandshakeEvent(Builder builder) {
        this.handshakeId = builder.handshakeId;
        this.side = builder.side;
        this.contextName = builder.contextName;
        this.implementation = builder.implementation;
        this.remoteAddress = builder.remoteAddress;
        this.stage = builder.stage;
        this.clientOffer = builder.clientOffer;
        this.requestedServerName = builder.requestedServerName;
        this.serverNameMatch = builder.serverNameMatch;
        this.matchedServerName = builder.matchedServerName;
        this.version = builder.version;
        this.cipher = builder.cipher;
        this.group = builder.group;
        this.protocol = builder.protocol;
        this.peerKeyAlgorithm = builder.peerKeyAlgorithm;
        this.resumed = builder.resumed;
        this.duration = builder.duration;
        this.failure = builder.failure;
        this.failureMessage = builder.failureMessage;
    }

    /**
     * Returns a builder; values that are not set are empty.
     *
     * @param contextName the name of the context
     * @param implementation the name of the TLS implementation
     */
    public static Builder builder(Side side, String contextName, String implementation) {
        return new Builder(side, contextName, implementation);
    }

    /** Returns a number that all events of one handshake have, and no other handshake of this virtual machine. */
    public long handshakeId() {
        return this.handshakeId;
    }

    /** Returns the local side of the connection. */
    public Side side() {
        return this.side;
    }

    /** Returns the name of the context. */
    public String contextName() {
        return this.contextName;
    }

    /** Returns the name of the TLS implementation, such as {@code jsse}. */
    public String implementation() {
        return this.implementation;
    }

    /**
     * Returns the address of the peer; unresolved if only the host and the port that a client wants to reach are known,
     * empty if the connection is driven by something that does not know its address, such as a buffer.
     */
    public Optional<SocketAddress> remoteAddress() {
        return this.remoteAddress;
    }

    /** Returns how far the handshake got. */
    public HandshakeStage stage() {
        return this.stage;
    }

    /** Returns what the client offers; empty on a client, or if its ClientHello is incomplete or too large. */
    public Optional<ClientOffer> clientOffer() {
        return this.clientOffer;
    }

    /**
     * Returns the server name in the ClientHello, as the client sent it (RFC 6066, section 3), up to 255 characters.
     * This is untrusted input: never use it as a meter tag.
     */
    public Optional<String> requestedServerName() {
        return this.requestedServerName;
    }

    /** Returns how the server matched the requested name; empty on a client. */
    public Optional<ServerNameMatch> serverNameMatch() {
        return this.serverNameMatch;
    }

    /** Returns the configured name or wildcard that the requested name matched. */
    public Optional<String> matchedServerName() {
        return this.matchedServerName;
    }

    /** Returns the negotiated TLS version. */
    public Optional<TlsVersion> version() {
        return this.version;
    }

    /** Returns the negotiated cipher suite. */
    public Optional<CipherSuite> cipher() {
        return this.cipher;
    }

    /**
     * Returns the negotiated group for the key exchange, by its name in the IANA registry "TLS Supported Groups", such
     * as {@code X25519MLKEM768}; empty below TLS 1.3, whose ServerHello does not have it (RFC 8446, section 4.2.8).
     */
    public Optional<String> group() {
        return this.group;
    }

    /** Returns the negotiated ALPN protocol (RFC 7301). */
    public Optional<NextProtocol> protocol() {
        return this.protocol;
    }

    /**
     * Returns the algorithm of the key in the peer's certificate, as the JDK names it, such as {@code RSA} or
     * {@code EC}; empty if this handshake has verified none, as one that resumes a session.
     */
    public Optional<String> peerKeyAlgorithm() {
        return this.peerKeyAlgorithm;
    }

    /** Returns whether the handshake resumed a session; empty if that is not known yet. */
    public Optional<Boolean> resumed() {
        return this.resumed;
    }

    /** Returns the time since the ClientHello was sent or received. */
    public Duration duration() {
        return this.duration;
    }

    /** Returns the reason for a failed handshake; empty if it did not fail. */
    public Optional<HandshakeFailure> failure() {
        return this.failure;
    }

    /** Returns a description of the failure. */
    public Optional<String> failureMessage() {
        return this.failureMessage;
    }

    private List<Object> values() {
        return List.of(
                this.handshakeId,
                this.side,
                this.contextName,
                this.implementation,
                this.remoteAddress,
                this.stage,
                this.clientOffer,
                this.requestedServerName,
                this.serverNameMatch,
                this.matchedServerName,
                this.version,
                this.cipher,
                this.group,
                this.protocol,
                this.peerKeyAlgorithm,
                this.resumed,
                this.duration,
                this.failure,
                this.failureMessage);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HandshakeEvent event && values().equals(event.values());
    }

    @Override
    public int hashCode() {
        return values().hashCode();
    }

    @Override
    public String toString() {
        return "HandshakeEvent" + values();
    }

    /** Builds {@link HandshakeEvent}s. Not thread-safe. */
    public static final class Builder {

        private final Side side;

        private final String contextName;

        private final String implementation;

        private long handshakeId;

        private Optional<SocketAddress> remoteAddress = Optional.empty();

        private HandshakeStage stage = HandshakeStage.STARTED;

        private Optional<ClientOffer> clientOffer = Optional.empty();

        private Optional<String> requestedServerName = Optional.empty();

        private Optional<ServerNameMatch> serverNameMatch = Optional.empty();

        private Optional<String> matchedServerName = Optional.empty();

        private Optional<TlsVersion> version = Optional.empty();

        private Optional<CipherSuite> cipher = Optional.empty();

        private Optional<String> group = Optional.empty();

        private Optional<NextProtocol> protocol = Optional.empty();

        private Optional<String> peerKeyAlgorithm = Optional.empty();

        private Optional<Boolean> resumed = Optional.empty();

        private Duration duration = Duration.ZERO;

        private Optional<HandshakeFailure> failure = Optional.empty();

        private Optional<String> failureMessage = Optional.empty();

        private Builder(Side side, String contextName, String implementation) {
            this.side = requireNonNull(side);
            this.contextName = requireNonNull(contextName);
            this.implementation = requireNonNull(implementation);
        }

        /** Sets the number that all events of the handshake have. Default: 0. */
        public Builder handshakeId(long handshakeId) {
            this.handshakeId = handshakeId;
            return this;
        }

        /** Sets the address of the peer. */
        public Builder remoteAddress(SocketAddress remoteAddress) {
            this.remoteAddress = Optional.of(remoteAddress);
            return this;
        }

        /** Sets how far the handshake got. Default: {@link HandshakeStage#STARTED}. */
        public Builder stage(HandshakeStage stage) {
            this.stage = requireNonNull(stage);
            return this;
        }

        /** Sets what the client offers. */
        public Builder clientOffer(ClientOffer clientOffer) {
            this.clientOffer = Optional.of(clientOffer);
            return this;
        }

        /** Sets the server name in the ClientHello, as the client sent it. */
        public Builder requestedServerName(String requestedServerName) {
            this.requestedServerName = Optional.of(requestedServerName);
            return this;
        }

        /** Sets how the server matched the requested name. */
        public Builder serverNameMatch(ServerNameMatch serverNameMatch) {
            this.serverNameMatch = Optional.of(serverNameMatch);
            return this;
        }

        /** Sets the configured name or wildcard that the requested name matched. */
        public Builder matchedServerName(String matchedServerName) {
            this.matchedServerName = Optional.of(matchedServerName);
            return this;
        }

        /** Sets the negotiated TLS version. */
        public Builder version(TlsVersion version) {
            this.version = Optional.of(version);
            return this;
        }

        /** Sets the negotiated cipher suite. */
        public Builder cipher(CipherSuite cipher) {
            this.cipher = Optional.of(cipher);
            return this;
        }

        /** Sets the negotiated group for the key exchange. */
        public Builder group(String group) {
            this.group = Optional.of(group);
            return this;
        }

        /** Sets the negotiated ALPN protocol. */
        public Builder protocol(NextProtocol protocol) {
            this.protocol = Optional.of(protocol);
            return this;
        }

        /** Sets the algorithm of the key in the peer's certificate. */
        public Builder peerKeyAlgorithm(String peerKeyAlgorithm) {
            this.peerKeyAlgorithm = Optional.of(peerKeyAlgorithm);
            return this;
        }

        /** Sets whether the handshake resumed a session. */
        public Builder resumed(boolean resumed) {
            this.resumed = Optional.of(resumed);
            return this;
        }

        /** Sets the time since the ClientHello was sent or received. Default: zero. */
        public Builder duration(Duration duration) {
            this.duration = requireNonNull(duration);
            return this;
        }

        /** Sets the reason for the failure. */
        public Builder failure(HandshakeFailure failure) {
            this.failure = Optional.of(failure);
            return this;
        }

        /** Sets a description of the failure. */
        public Builder failureMessage(String failureMessage) {
            this.failureMessage = Optional.of(failureMessage);
            return this;
        }

        /** Returns the event. */
        public HandshakeEvent build() {
            return new HandshakeEvent(this);
        }
    }
}
