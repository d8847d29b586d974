package io.unifiedtls.internal.engine;

import java.security.Principal;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSessionContext;

import org.jspecify.annotations.Nullable;

/**
 * The session of a connection, with the same rules for every TLS library: certificates are in an array of
 * {@link X509Certificate}, which callers cast to, and the identifier is never empty once the handshake is done.
 *
 * <p>The identifier is the library's; if it has none (TLS 1.3, or a session in a ticket), it is 32 random bytes of this
 * connection. Thread-safe.
 */
public final class ConnectionSession extends ExtendedSSLSession {

    /** As long as the longest session ID (RFC 5246, section 7.4.1.2). */
    private static final int ID_LENGTH = 32;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final SSLEngine engine;

    private final SSLSession session;

    private final Supplier<List<X509Certificate>> presented;

    private byte @Nullable [] id;

    /**
     * Creates the view of a session.
     *
     * @param engine the engine of the connection, which knows the peer that the caller named
     * @param session the session of the TLS library
     * @param presented returns the own certificates if that session does not have them
     */
    ConnectionSession(SSLEngine engine, SSLSession session, Supplier<List<X509Certificate>> presented) {
        this.engine = engine;
        this.session = session;
        this.presented = presented;
    }

    boolean isOf(SSLSession session) {
        return this.session == session;
    }

    @Override
    public synchronized byte[] getId() {
        if (this.id == null) {
            var ofLibrary = this.session.getId();
            if (isBeforeHandshake()) {
                return (ofLibrary == null) ? new byte[0] : ofLibrary;
            }
            this.id = (ofLibrary == null || ofLibrary.length == 0) ? random() : ofLibrary;
        }
        return this.id.clone();
    }

    private boolean isBeforeHandshake() {
        return this.session.getProtocol().equals("NONE");
    }

    private static byte[] random() {
        var bytes = new byte[ID_LENGTH];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    // ---- certificates

    @Override
    public Certificate[] getPeerCertificates() throws SSLPeerUnverifiedException {
        return x509(this.session.getPeerCertificates());
    }

    @Override
    public Certificate @Nullable [] getLocalCertificates() {
        var certificates = this.session.getLocalCertificates();
        if (certificates != null) {
            return x509(certificates);
        }
        var known = this.presented.get();
        return known.isEmpty() ? null : known.toArray(X509Certificate[]::new);
    }

    private static Certificate[] x509(Certificate[] certificates) {
        return (certificates instanceof X509Certificate[])
                ? certificates
                : Arrays.copyOf(certificates, certificates.length, X509Certificate[].class);
    }

    @Override
    public Principal getPeerPrincipal() throws SSLPeerUnverifiedException {
        return this.session.getPeerPrincipal();
    }

    @Override
    public @Nullable Principal getLocalPrincipal() {
        var known = this.presented.get();
        return known.isEmpty() ? this.session.getLocalPrincipal() : known.get(0).getSubjectX500Principal();
    }

    // ---- peer

    @Override
    public @Nullable String getPeerHost() {
        return this.engine.getPeerHost();
    }

    @Override
    public int getPeerPort() {
        return this.engine.getPeerPort();
    }

    // ---- from the library

    @Override
    public String[] getLocalSupportedSignatureAlgorithms() {
        return (this.session instanceof ExtendedSSLSession extended)
                ? extended.getLocalSupportedSignatureAlgorithms()
                : new String[0];
    }

    @Override
    public String[] getPeerSupportedSignatureAlgorithms() {
        return (this.session instanceof ExtendedSSLSession extended)
                ? extended.getPeerSupportedSignatureAlgorithms()
                : new String[0];
    }

    @Override
    public List<SNIServerName> getRequestedServerNames() {
        return (this.session instanceof ExtendedSSLSession extended) ? extended.getRequestedServerNames() : List.of();
    }

    @Override
    public List<byte[]> getStatusResponses() {
        return (this.session instanceof ExtendedSSLSession extended) ? extended.getStatusResponses() : List.of();
    }

    @Override
    public @Nullable SSLSessionContext getSessionContext() {
        return this.session.getSessionContext();
    }

    @Override
    public long getCreationTime() {
        return this.session.getCreationTime();
    }

    @Override
    public long getLastAccessedTime() {
        return this.session.getLastAccessedTime();
    }

    @Override
    public void invalidate() {
        this.session.invalidate();
    }

    @Override
    public boolean isValid() {
        return this.session.isValid();
    }

    @Override
    public void putValue(String name, Object value) {
        this.session.putValue(name, value);
    }

    @Override
    public @Nullable Object getValue(String name) {
        return this.session.getValue(name);
    }

    @Override
    public void removeValue(String name) {
        this.session.removeValue(name);
    }

    @Override
    public String[] getValueNames() {
        return this.session.getValueNames();
    }

    @Override
    public String getCipherSuite() {
        return this.session.getCipherSuite();
    }

    @Override
    public String getProtocol() {
        return this.session.getProtocol();
    }

    @Override
    public int getPacketBufferSize() {
        return this.session.getPacketBufferSize();
    }

    @Override
    public int getApplicationBufferSize() {
        return this.session.getApplicationBufferSize();
    }
}
