package io.unifiedtls.internal.engine;

import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

import javax.net.ssl.SSLEngine;

import org.jspecify.annotations.Nullable;

import io.unifiedtls.AlertDescription;
import io.unifiedtls.CertificateVerificationException;
import io.unifiedtls.CipherSuite;
import io.unifiedtls.ClientOffer;
import io.unifiedtls.HandshakeEvent;
import io.unifiedtls.HandshakeFailure;
import io.unifiedtls.HandshakeStage;
import io.unifiedtls.Side;
import io.unifiedtls.internal.material.Credential;
import io.unifiedtls.internal.record.ClientHello;
import io.unifiedtls.internal.record.ServerAnswer;
import io.unifiedtls.internal.sni.SniIndex;

/**
 * The state of one handshake: what becomes known about it step by step, and the listener to notify of its begin and its
 * outcome.
 *
 * <p>While an engine works on it, key and trust managers find it with {@link #current()}. Thread-safe.
 */
public final class Handshake {

    private enum State {
        NOT_BEGUN,
        UNDER_WAY,
        OVER
    }

    /** Clients send up to 2 kB; what is larger is not kept for the listeners. */
    private static final int LARGEST_OFFER = 1 << 13;

    /** A host name has no more (RFC 1035, section 2.3.4). */
    private static final int LONGEST_NAME = 255;

    private static final AtomicLong LAST_ID = new AtomicLong();

    private static final ThreadLocal<@Nullable Handshake> CURRENT = new ThreadLocal<>();

    private final Side side;

    private final String implementation;

    private final Observer observer;

    private final ResumedPeers resumedPeers;

    private final Optional<String> host;

    private final boolean verifiesAllKeys;

    private final AtomicReference<State> state = new AtomicReference<>(State.NOT_BEGUN);

    private final ServerAnswer answer = new ServerAnswer();

    /** Zero if nobody observes this handshake. */
    private volatile long id;

    private volatile long begin;

    private volatile @Nullable SocketAddress remoteAddress;

    private volatile @Nullable ClientOffer offer;

    private volatile Optional<String> requestedServerName = Optional.empty();

    private volatile SniIndex.@Nullable Match<Credential> match;

    private volatile @Nullable Credential chosen;

    private volatile @Nullable CertificateVerificationException refusal;

    private volatile Optional<AlertDescription> alert = Optional.empty();

    /** Whether the offer is wanted after the handshake. */
    private volatile boolean keepsOffer;

    /** Whether a server has read the ClientHello. */
    private volatile boolean isRead;

    /** Whether anything was sent to the peer. */
    private volatile boolean answered;

    private volatile List<X509Certificate> verifiedChain = List.of();

    private volatile List<X509Certificate> presentedChain = List.of();

    /**
     * Creates a handshake that has not begun.
     *
     * @param host the host that a client verifies; empty if only the engine of the library knows it
     * @param verifiesAllKeys whether no peer has a key that the library cannot verify and another one can
     */
    public Handshake(
            Side side,
            String implementation,
            Observer observer,
            ResumedPeers resumedPeers,
            Optional<String> host,
            boolean verifiesAllKeys) {
        this.side = side;
        this.implementation = implementation;
        this.observer = observer;
        this.resumedPeers = resumedPeers;
        this.host = host;
        this.verifiesAllKeys = verifiesAllKeys;
    }

    /** Returns the handshake that the engine on this thread works on, if it is one of ours. */
    public static Optional<Handshake> current() {
        return Optional.ofNullable(CURRENT.get());
    }

    void enter() {
        CURRENT.set(this);
    }

    void leave() {
        // Not removed, since it will be set again soon.
        CURRENT.set(null);
    }

    // ---- what becomes known

    /**
     * Returns the host that a client wants to reach, even if its engine requests another name; empty if it is not
     * known.
     */
    public Optional<String> host() {
        return this.host;
    }

    /** Returns the server name that the client requests. */
    public Optional<String> requestedServerName() {
        return this.requestedServerName;
    }

    /** Sets the server name that the client requests. */
    public void requested(Optional<String> serverName) {
        this.requestedServerName = serverName;
    }

    /** Sets the address of the peer. */
    public void remoteAddress(@Nullable SocketAddress address) {
        this.remoteAddress = address;
    }

    void offered(ClientHello hello) {
        requested(hello.serverName());
        this.isRead = true;
        if ((this.keepsOffer || isObserved()) && hello.body().remaining() <= LARGEST_OFFER) {
            this.offer = ClientOffer.of(hello.body());
        }
        this.answer.offered(hello);
    }

    /** Keeps what the client offers for as long as the connection. */
    public void keepOffer() {
        this.keepsOffer = true;
    }

    /** Returns what the client offers; empty on a client, or unless it is kept. */
    public Optional<ClientOffer> offer() {
        return Optional.ofNullable(this.offer);
    }

    /** Returns whether the server resumes a session; empty if its answer was not read. */
    public Optional<Boolean> resumed() {
        return this.answer.resumed();
    }

    /** Returns the IANA name of the group for the key exchange; empty below TLS 1.3. */
    public Optional<String> group() {
        return this.answer.group();
    }

    /** Returns whether no other connection can have the same keys (RFC 7627). */
    public boolean hasUniqueKeys() {
        return this.answer.hasUniqueKeys();
    }

    /** Notes that the peer is sent something. */
    void answered() {
        this.answered = true;
    }

    /** Reads what is about to be sent to the peer: the bytes that end at the position of a buffer. */
    void sent(ByteBuffer records, int length) {
        answered();
        var start = records.position() - length;
        if (this.side == Side.CLIENT) {
            this.answer.offered(records, start, records.position());
        } else {
            this.answer.answered(records, start, records.position());
        }
    }

    /** Reads what was received from the peer. */
    void received(ByteBuffer records) {
        if (this.side == Side.CLIENT) {
            this.answer.answered(records, records.position(), records.limit());
        }
    }

    void matched(SniIndex.Match<Credential> match, @Nullable Credential chosen) {
        this.match = match;
        this.chosen = chosen;
    }

    /** Returns whether the ClientHello was read, so that {@link #chosen()} is final. */
    public boolean isMatched() {
        return this.match != null;
    }

    /** Returns the certificate chain that a server presents. */
    public Optional<Credential> chosen() {
        return Optional.ofNullable(this.chosen);
    }

    /** Sets the path over which the peer's certificate was verified: the trusted CA certificate is the last one. */
    public void verified(List<X509Certificate> chain) {
        this.verifiedChain = List.copyOf(chain);
        if (!chain.isEmpty()) {
            this.resumedPeers.verified(chain.get(0));
        }
    }

    /** Returns the path over which the peer's certificate was verified; empty if it was not, in this handshake. */
    List<X509Certificate> verifiedChain() {
        return this.verifiedChain;
    }

    /** Sets the certificate chain that was presented to the peer, if the session of the library does not have it. */
    public void presented(List<X509Certificate> chain) {
        this.presentedChain = List.copyOf(chain);
    }

    /** Returns what {@link #presented} has set; empty by default. */
    List<X509Certificate> presentedChain() {
        return this.presentedChain;
    }

    /** Sets why the peer's certificate was refused. */
    public void refused(CertificateVerificationException refusal) {
        this.refusal = refusal;
    }

    /** Returns why the peer's certificate was refused. */
    Optional<CertificateVerificationException> refusal() {
        return Optional.ofNullable(this.refusal);
    }

    // ---- begin and outcome

    /** Returns whether the outcome is known. */
    public boolean isOver() {
        return this.state.get() == State.OVER;
    }

    boolean hasBegun() {
        return this.state.get() != State.NOT_BEGUN;
    }

    void begun() {
        if (this.state.get() != State.NOT_BEGUN) {
            return;
        }
        this.begin = System.nanoTime();
        if (this.state.compareAndSet(State.NOT_BEGUN, State.UNDER_WAY) && isObserved()) {
            this.id = LAST_ID.incrementAndGet();
            this.observer.listener().begun(event(Optional.empty(), Optional.empty(), Optional.empty()));
        }
    }

    /**
     * Ends the handshake with success.
     *
     * @throws CertificateVerificationException if it resumes the session of a peer whose certificate is not valid now
     */
    void succeeded(SSLEngine engine) throws CertificateVerificationException {
        if (this.answer.resumed().orElse(false)) {
            requireValidPeer(engine);
        }
        VerifiedChain.remember(engine.getSession(), this.verifiedChain);
        if (ends()) {
            this.observer.listener().succeeded(event(Optional.of(engine), Optional.empty(), Optional.empty()));
        }
    }

    private void requireValidPeer(SSLEngine engine) throws CertificateVerificationException {
        var leaf = PeerCertificates.leaf(engine.getSession());
        if (leaf.isPresent()) {
            this.resumedPeers.check(engine, leaf.get());
        }
    }

    /** Sets what the library reports, of an answer to the client that does not pass here. */
    void negotiated(boolean resumed, Optional<String> group) {
        this.answer.reported(resumed, group);
    }

    /** Sets an alert of the peer that is not encrypted, which the library may fail to decrypt. */
    void alerted(AlertDescription alert) {
        this.alert = Optional.of(alert);
    }

    void failed(Throwable error) {
        failed(error, false);
    }

    /**
     * Ends the handshake with a failure.
     *
     * @param requiresCertificate whether a client has to have a certificate
     */
    void failed(Throwable error, boolean requiresCertificate) {
        var refusal = this.refusal;
        if (refusal != null) {
            failed(refusal.failure(), refusal.getMessage());
            return;
        }
        var cause = this.alert
                .<Throwable>map(any -> EngineErrors.received(any, error))
                .orElse(error);
        var failure = failure(cause, requiresCertificate);
        var reason = EngineErrors.reason(failure, cause);
        failed(
                failure,
                (reason == null)
                        ? null
                        : unverifiedKey(cause).map(reason::concat).orElse(reason));
    }

    /**
     * Returns the reason for an error of the library, which BouncyCastle does not always give.
     *
     * @param requiresCertificate whether a client has to have a certificate
     */
    HandshakeFailure failure(Throwable error, boolean requiresCertificate) {
        var failure = HandshakeFailures.of(error);
        if (failure != HandshakeFailure.OTHER || !HandshakeFailures.isUnexplainedRefusal(error)) {
            return failure;
        }
        if (!this.answered) {
            return HandshakeFailure.NO_SHARED_CIPHER; // Of a ClientHello, nothing else is refused so.
        }
        var isMissing = requiresCertificate && this.side == Side.SERVER && this.verifiedChain.isEmpty();
        return isMissing ? HandshakeFailure.CERTIFICATE_REQUIRED : failure;
    }

    /**
     * Returns that the peer may have a key that the library cannot verify, to add to the text of an error; empty if
     * that cannot be its cause.
     */
    Optional<String> unverifiedKey(Throwable error) {
        return (!this.verifiesAllKeys && HandshakeFailures.mayBeOfUnverifiedKey(error))
                ? Optional.of(
                        "; or the %s has an RSASSA-PSS, Ed25519, Ed448 or P-521 key, which %s cannot verify: use jsse"
                                .formatted((this.side == Side.SERVER) ? "client" : "server", this.implementation))
                : Optional.empty();
    }

    void failed(HandshakeFailure failure, @Nullable String message) {
        if (failure == HandshakeFailure.CLOSED) {
            aborted();
        } else if (ends()) {
            this.observer
                    .listener()
                    .failed(event(Optional.empty(), Optional.of(failure), Optional.ofNullable(message)));
        }
    }

    void aborted() {
        if (ends()) {
            this.observer
                    .listener()
                    .aborted(event(Optional.empty(), Optional.of(HandshakeFailure.CLOSED), Optional.empty()));
        }
    }

    /**
     * Ends the handshake, and returns whether listeners are to be notified. A connection on which nothing was sent has
     * had no handshake, and no outcome.
     */
    private boolean ends() {
        return this.state.compareAndSet(State.UNDER_WAY, State.OVER) && isObserved();
    }

    private HandshakeStage stage(boolean complete) {
        if (complete) {
            return HandshakeStage.COMPLETE;
        }
        if (this.refusal != null || !this.verifiedChain.isEmpty()) {
            return HandshakeStage.PEER_CERTIFICATE;
        }
        var hasAnswer = (this.side == Side.SERVER)
                ? this.answered
                : this.answer.resumed().isPresent();
        if (hasAnswer) {
            return HandshakeStage.SERVER_HELLO;
        }
        return (this.side == Side.CLIENT || this.isRead) ? HandshakeStage.CLIENT_HELLO : HandshakeStage.STARTED;
    }

    private boolean isObserved() {
        return this.observer != Observer.NONE;
    }

    private HandshakeEvent event(
            Optional<SSLEngine> negotiated, Optional<HandshakeFailure> failure, Optional<String> message) {
        var event = HandshakeEvent.builder(this.side, this.observer.contextName(), this.implementation)
                .handshakeId(this.id)
                .duration(Duration.ofNanos(System.nanoTime() - this.begin))
                .stage(stage(negotiated.isPresent()));
        var address = this.remoteAddress;
        if (address != null) {
            event.remoteAddress(address);
        }
        var offer = this.offer;
        if (offer != null) {
            event.clientOffer(offer);
            if (!this.keepsOffer) {
                this.offer = null; // the connection may live much longer
            }
        }
        this.requestedServerName
                .map(name -> (name.length() > LONGEST_NAME) ? name.substring(0, LONGEST_NAME) : name)
                .ifPresent(event::requestedServerName);
        var match = this.match;
        if (match != null) {
            event.serverNameMatch(match.match());
            match.matchedName().ifPresent(event::matchedServerName);
        }
        negotiated.ifPresent(engine -> {
            var session = engine.getSession();
            JsseNames.version(session.getProtocol()).ifPresent(event::version);
            CipherSuite.named(session.getCipherSuite()).ifPresent(event::cipher);
            Optional.ofNullable(engine.getApplicationProtocol())
                    .flatMap(JsseNames::protocol)
                    .ifPresent(event::protocol);
            this.answer.resumed().ifPresent(event::resumed);
            this.answer.group().ifPresent(event::group);
            this.verifiedChain.stream()
                    .findFirst()
                    .ifPresent(
                            leaf -> event.peerKeyAlgorithm(leaf.getPublicKey().getAlgorithm()));
        });
        failure.ifPresent(event::failure);
        message.ifPresent(event::failureMessage);
        return event.build();
    }
}
