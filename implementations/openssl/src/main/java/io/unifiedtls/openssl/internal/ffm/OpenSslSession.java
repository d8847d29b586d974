package io.unifiedtls.openssl.internal.ffm;

import java.security.Principal;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSessionContext;

import org.jspecify.annotations.Nullable;

/** A session that shows only what was negotiated: nothing before the handshake is done. Thread-safe. */
final class OpenSslSession extends ExtendedSSLSession {

    /** The largest record that any suite makes, as the JDK has it. */
    static final int PACKET_LENGTH = 16_709;

    /** The signature algorithms that are enabled, as the JDK names them. */
    private static final List<String> ALGORITHMS = List.of(
            "SHA256withECDSA",
            "SHA384withECDSA",
            "SHA512withECDSA",
            "Ed25519",
            "Ed448",
            "RSASSA-PSS",
            "SHA256withRSA",
            "SHA384withRSA",
            "SHA512withRSA");

    private final @Nullable String host;

    private final int port;

    private final SSLSessionContext context;

    private final Runnable invalidation;

    private final AtomicBoolean valid = new AtomicBoolean(true);

    private final long accessed = System.currentTimeMillis();

    private volatile SessionFacts facts;

    private volatile byte[] id = new byte[0];

    private volatile X509Certificate @Nullable [] local;

    private volatile List<SNIServerName> requestedNames = List.of();

    /**
     * Creates a session of which nothing is known.
     *
     * @param invalidation is run when the session is invalidated, at most once
     */
    OpenSslSession(@Nullable String host, int port, SSLSessionContext context, Runnable invalidation) {
        this.host = host;
        this.port = port;
        this.context = context;
        this.invalidation = invalidation;
        this.facts = SessionFacts.none();
    }

    SessionFacts facts() {
        return this.facts;
    }

    boolean isNegotiated() {
        return !this.facts.protocol().equals("NONE");
    }

    /** Sets what was negotiated. */
    void negotiated(SessionFacts negotiated, byte[] sessionId) {
        negotiated.values().putAll(this.facts.values());
        this.id = sessionId.clone();
        this.facts = negotiated;
    }

    /** Sets the certificates that are presented to the peer. */
    void presented(List<X509Certificate> chain) {
        this.local = chain.toArray(X509Certificate[]::new);
    }

    /** Sets the names that the client requests. */
    void requested(List<SNIServerName> names) {
        this.requestedNames = List.copyOf(names);
    }

    // ---- what is shown

    @Override
    public String getCipherSuite() {
        return this.facts.cipher();
    }

    @Override
    public String getProtocol() {
        return this.facts.protocol();
    }

    @Override
    public byte[] getId() {
        return this.id.clone();
    }

    @Override
    public Certificate[] getPeerCertificates() throws SSLPeerUnverifiedException {
        var peer = this.facts.peer();
        if (peer.length == 0) {
            throw new SSLPeerUnverifiedException("peer not verified");
        }
        return peer.clone();
    }

    @Override
    public Principal getPeerPrincipal() throws SSLPeerUnverifiedException {
        return ((X509Certificate) getPeerCertificates()[0]).getSubjectX500Principal();
    }

    @Override
    public Certificate @Nullable [] getLocalCertificates() {
        var own = this.local;
        return (own == null) ? null : own.clone();
    }

    @Override
    public @Nullable Principal getLocalPrincipal() {
        var own = this.local;
        return (own == null) ? null : own[0].getSubjectX500Principal();
    }

    @Override
    public List<SNIServerName> getRequestedServerNames() {
        return this.requestedNames;
    }

    @Override
    public String[] getLocalSupportedSignatureAlgorithms() {
        return ALGORITHMS.toArray(String[]::new);
    }

    @Override
    public String[] getPeerSupportedSignatureAlgorithms() {
        return new String[0];
    }

    @Override
    public @Nullable String getPeerHost() {
        return this.host;
    }

    @Override
    public int getPeerPort() {
        return this.port;
    }

    @Override
    public int getPacketBufferSize() {
        return PACKET_LENGTH;
    }

    @Override
    public int getApplicationBufferSize() {
        return PACKET_LENGTH;
    }

    // ---- its life

    @Override
    public SSLSessionContext getSessionContext() {
        return this.context;
    }

    @Override
    public long getCreationTime() {
        return this.facts.created();
    }

    @Override
    public long getLastAccessedTime() {
        return this.accessed;
    }

    @Override
    public boolean isValid() {
        return isNegotiated() && this.valid.get();
    }

    @Override
    public void invalidate() {
        if (this.valid.compareAndSet(true, false)) {
            this.invalidation.run();
        }
    }

    // ---- values of callers

    @Override
    public void putValue(String name, Object value) {
        this.facts.values().put(name, value);
    }

    @Override
    public @Nullable Object getValue(String name) {
        return this.facts.values().get(name);
    }

    @Override
    public void removeValue(String name) {
        this.facts.values().remove(name);
    }

    @Override
    public String[] getValueNames() {
        return this.facts.values().keySet().toArray(String[]::new);
    }
}
