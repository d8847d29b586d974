package io.unifiedtls.openssl.internal.ffm;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;

import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;

import org.jspecify.annotations.Nullable;

import io.unifiedtls.AlertDescription;
import io.unifiedtls.CertificateVerificationException;
import io.unifiedtls.internal.context.TicketKey;
import io.unifiedtls.internal.engine.Handshake;
import io.unifiedtls.internal.material.Credential;

/** What an engine decides when OpenSSL asks, and what comes of it. Not thread-safe: its engine has the lock. */
final class Negotiation implements Callbacks {

    /** The types of keys as key managers know them. */
    private static final String[] KEY_TYPES = {"EC", "RSA", "RSASSA-PSS", "EdDSA"};

    private static final int HOST_NAME = 0;

    /**
     * A ticket has the certificate of the client, and clients of the JDK read no message above 2^15 bytes; above 2^16
     * bytes, OpenSSL would fail the handshake.
     */
    private static final int LARGEST_IN_TICKET = (1 << 15) - (1 << 10);

    private final OpenSslEngine engine;

    private final Endpoint endpoint;

    private final EngineSettings settings;

    private final OpenSslSession session;

    /** The session that a client offers. */
    private Optional<ClientSessionCache.Entry> offered = Optional.empty();

    /** The sessions that this connection has added. */
    private final Deque<ClientSessionCache.Entry> kept = new ArrayDeque<>();

    private @Nullable Connection connection;

    private @Nullable BiFunction<SSLEngine, List<String>, String> selector;

    private X509Certificate[] peer = new X509Certificate[0];

    private Optional<byte[]> ocspResponse = Optional.empty();

    private boolean fitsIntoTicket = true;

    private @Nullable SessionFacts facts;

    private @Nullable CertificateVerificationException refusal;

    private @Nullable Throwable thrown;

    Negotiation(OpenSslEngine engine, Endpoint endpoint, EngineSettings settings, OpenSslSession session) {
        this.engine = engine;
        this.endpoint = endpoint;
        this.settings = settings;
        this.session = session;
    }

    void selector(@Nullable BiFunction<SSLEngine, List<String>, String> selector) {
        this.selector = selector;
    }

    @Nullable
    BiFunction<SSLEngine, List<String>, String> selector() {
        return this.selector;
    }

    /** Sets why the certificate of the peer is about to be refused. */
    void refusing(CertificateVerificationException refusal) {
        this.refusal = refusal;
    }

    private long ssl() {
        if (this.connection == null) {
            throw new IllegalStateException("no connection was begun");
        }
        return this.connection.address();
    }

    // ---- the beginning

    /** Prepares a connection that was just created. */
    void begin(Connection created) {
        this.connection = created;
        this.settings.apply(created.address());
        if (this.endpoint.isClient()) {
            LibSsl.SSL_SET_CONNECT_STATE.call(created.address());
            this.offered = key().flatMap(key -> this.endpoint.clientSessions().offer(key, created.address()));
            this.session.requested(
                    List.copyOf(this.settings.serverName().stream().toList()));
        } else {
            LibSsl.SSL_SET_ACCEPT_STATE.call(created.address());
        }
    }

    /** Sets the bounds within which a session may be resumed, as far as the ClientHello is known. */
    void scope() {
        var scope = this.endpoint.scope().orElseThrow();
        var bytes = scope.ofCurrentHandshake(this.settings.innerProtocols(), this.settings.authentication());
        try (var arena = Arena.ofConfined()) {
            var copy = arena.allocateFrom(ValueLayout.JAVA_BYTE, bytes);
            LibSsl.SSL_SET_SESSION_ID_CONTEXT.call(ssl(), copy, bytes.length);
        }
    }

    /** Returns under what a client keeps its sessions; empty if it does not know its server. */
    private Optional<ClientSessionCache.Key> key() {
        return Optional.ofNullable(this.engine.getPeerHost())
                .map(host -> new ClientSessionCache.Key(
                        host,
                        this.engine.getPeerPort(),
                        this.settings
                                .serverName()
                                .map(SNIHostName::getAsciiName)
                                .orElse(""),
                        this.settings.sessionSettings()));
    }

    // ---- what OpenSSL asks

    @Override
    public boolean isOf(long ssl) {
        return this.connection != null && !this.connection.isFreed() && this.connection.address() == ssl;
    }

    @Override
    public int verify(long certificates) throws CertificateException {
        var chain = Certificates.read(certificates);
        try {
            if (this.endpoint.isClient()) {
                this.endpoint.trustManager().checkServerTrusted(chain, "UNKNOWN", this.engine);
            } else {
                this.endpoint.trustManager().checkClientTrusted(chain, "UNKNOWN", this.engine);
            }
        } catch (CertificateException refused) {
            this.thrown = refused;
            return code((this.refusal != null) ? this.refusal.alert() : AlertDescription.CERTIFICATE_UNKNOWN);
        }
        this.peer = chain;
        limitSession(chain[0]);
        if (!this.endpoint.isClient() && chain[0].getEncoded().length > LARGEST_IN_TICKET) {
            this.fitsIntoTicket = false;
            LibSsl.SSL_SET_NUM_TICKETS.call(ssl(), 0); // of TLS 1.3
        }
        return 0;
    }

    /** The inverse of what OpenSSL does with its codes ({@code X509_V_ERR_…}). */
    private static int code(AlertDescription alert) {
        return switch (alert) {
            case UNKNOWN_CA -> 20; // unable to get local issuer certificate
            case CERTIFICATE_EXPIRED -> 10; // certificate has expired
            case CERTIFICATE_REVOKED -> 23; // certificate revoked
            case UNSUPPORTED_CERTIFICATE -> 26; // unsuitable certificate purpose
            case BAD_CERTIFICATE -> 28; // certificate rejected
            default -> 47; // permitted subtree violation: certificate_unknown
        };
    }

    /** A session is resumed no longer than the certificate is valid that it stands for, in tickets too. */
    private void limitSession(X509Certificate leaf) {
        var current = LibSsl.SSL_GET_SESSION.call(ssl());
        var left = Duration.between(
                        this.endpoint.clock().instant(), leaf.getNotAfter().toInstant())
                .toSeconds();
        if (current != 0 && left < LibSsl.SSL_SESSION_GET_TIMEOUT.call(current)) {
            LibSsl.SSL_SESSION_SET_TIMEOUT.call(current, Math.max(left, 1));
        }
    }

    @Override
    public Optional<Boolean> acceptServerName() {
        limitRenewedSession();
        var name = requestedName();
        this.session.requested(List.copyOf(name.stream().toList()));
        if (name.isEmpty()) {
            return Optional.empty();
        }
        var accepted = this.settings.accepts(name.get());
        if (!accepted) {
            this.thrown = new SSLHandshakeException("Unrecognized server name indication");
        }
        return Optional.of(accepted);
    }

    /** A resumed session is in the next ticket too, as if it were new. */
    private void limitRenewedSession() {
        if (LibSsl.SSL_SESSION_REUSED.call(ssl()) == 1) {
            this.peer = peerOfSession(ssl());
            if (this.peer.length > 0) {
                limitSession(this.peer[0]);
            }
        }
    }

    @Override
    public void presentCertificate() {
        var chosen = choose();
        if (chosen.isPresent()) {
            var credential = chosen.get();
            this.endpoint.forms().present(credential, ssl());
            this.ocspResponse = credential.ocspResponse();
            this.session.presented(credential.certificates());
            Handshake.current().ifPresent(handshake -> handshake.presented(credential.certificates()));
        }
    }

    private Optional<Credential> choose() {
        var manager = this.endpoint.keyManager();
        var alias = this.endpoint.isClient()
                ? Optional.ofNullable(manager.chooseEngineClientAlias(KEY_TYPES.clone(), null, this.engine))
                : Arrays.stream(KEY_TYPES)
                        .flatMap(type ->
                                Optional.ofNullable(manager.chooseEngineServerAlias(type, null, this.engine)).stream())
                        .findFirst();
        return alias.flatMap(this.endpoint.credentials());
    }

    private Optional<SNIHostName> requestedName() {
        var name = NativeText.at(LibSsl.SSL_GET_SERVERNAME.call(ssl(), HOST_NAME));
        try {
            return name.isEmpty() ? Optional.empty() : Optional.of(new SNIHostName(name));
        } catch (IllegalArgumentException notAHostName) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<Integer> selectProtocol(byte[] offer) {
        var choice = this.selector;
        if (choice == null) {
            return this.settings.innerProtocols().stream()
                    .flatMap(protocol -> AlpnProtocols.position(offer, protocol).stream())
                    .findFirst();
        }
        var protocol = choice.apply(this.engine, AlpnProtocols.read(offer));
        if (protocol == null) {
            throw new IllegalArgumentException("no application protocol in common");
        }
        if (protocol.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(AlpnProtocols.position(offer, protocol)
                .orElseThrow(() -> new IllegalArgumentException(
                        "the application protocol %s was selected, which the client does not offer"
                                .formatted(protocol))));
    }

    @Override
    public boolean keep(long newSession) {
        var key = key();
        if (key.isEmpty() || LibSsl.SSL_SESSION_IS_RESUMABLE.call(newSession) == 0) {
            return false;
        }
        this.kept.addLast(this.endpoint.clientSessions().keep(key.get(), newSession, facts(), id(newSession)));
        if (this.kept.size() > ClientSessionCache.MOST_TICKETS) {
            this.kept.removeFirst(); // as the cache has done
        }
        return true;
    }

    @Override
    public boolean fitsIntoTicket() {
        return this.fitsIntoTicket;
    }

    @Override
    public TicketKey ticketKey() {
        return this.endpoint.ticketKeys().get().current().get(0);
    }

    @Override
    public @Nullable TicketKey ticketKey(MemorySegment name) {
        for (var key : this.endpoint.ticketKeys().get().current()) {
            if (MemorySegment.ofArray(key.name()).mismatch(name) < 0) {
                return key;
            }
        }
        return null;
    }

    @Override
    public Optional<byte[]> ocspResponse() {
        return this.ocspResponse;
    }

    @Override
    public void failed(Throwable cause) {
        if (this.thrown == null) {
            this.thrown = cause;
        }
    }

    // ---- the outcome

    /** Returns the error to throw for one of OpenSSL: with what a callback has thrown, if that was the reason. */
    SSLException error(SSLException ofLibrary) {
        var cause = this.thrown;
        if (cause == null) {
            return ofLibrary;
        }
        var error = new SSLHandshakeException(String.valueOf(cause.getMessage()));
        error.initCause(cause);
        return error;
    }

    /** Notes what was negotiated, and returns the ALPN protocol. */
    String finished() {
        this.session.negotiated(facts(), id(LibSsl.SSL_GET_SESSION.call(ssl())));
        return AlpnProtocols.negotiated(ssl());
    }

    private SessionFacts facts() {
        var known = this.facts;
        if (known == null) {
            known = readFacts();
            this.facts = known;
        }
        return known;
    }

    private SessionFacts readFacts() {
        var ssl = ssl();
        var resumed = LibSsl.SSL_SESSION_REUSED.call(ssl) == 1;
        var before = this.offered.filter(any -> resumed).map(ClientSessionCache.Entry::facts);
        return new SessionFacts(
                (LibSsl.SSL_VERSION.call(ssl) == Context.TLS_1_3) ? "TLSv1.3" : "TLSv1.2",
                Ciphers.suite(LibSsl.SSL_GET_CURRENT_CIPHER.call(ssl)).name(),
                before.map(SessionFacts::peer)
                        .orElseGet(() -> (resumed && this.peer.length == 0) ? peerOfSession(ssl) : this.peer),
                before.map(SessionFacts::values).orElseGet(ConcurrentHashMap::new),
                before.map(SessionFacts::created).orElseGet(System::currentTimeMillis));
    }

    /** A ticket has the peer's own certificate, without its issuers. */
    private static X509Certificate[] peerOfSession(long ssl) {
        var certificate = LibSsl.SSL_GET0_PEER_CERTIFICATE.call(ssl);
        try {
            return (certificate == 0)
                    ? new X509Certificate[0]
                    : new X509Certificate[] {Certificates.readOne(certificate)};
        } catch (CertificateException unreadable) {
            throw new IllegalStateException("a session has a certificate that cannot be read", unreadable);
        }
    }

    private static byte[] id(long session) {
        if (session == 0) {
            return new byte[0];
        }
        try (var arena = Arena.ofConfined()) {
            var length = arena.allocate(ValueLayout.JAVA_INT);
            var id = LibSsl.SSL_SESSION_GET_ID.call(session, length);
            return NativeText.view(id, length.get(ValueLayout.JAVA_INT, 0)).toArray(ValueLayout.JAVA_BYTE);
        }
    }

    /** Has no connection resume the session of this one any more, unless it is in a ticket that the peer has. */
    void forget() {
        this.kept.forEach(this.endpoint.clientSessions()::remove);
        this.kept.clear();
        this.offered.ifPresent(this.endpoint.clientSessions()::remove);
        if (!this.endpoint.isClient() && this.connection != null && !this.connection.isFreed()) {
            var current = LibSsl.SSL_GET_SESSION.call(ssl());
            if (current != 0) {
                LibSsl.SSL_CTX_REMOVE_SESSION.call(this.endpoint.context().address(), current);
            }
        }
    }
}
