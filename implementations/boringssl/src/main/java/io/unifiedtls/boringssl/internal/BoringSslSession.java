package io.unifiedtls.boringssl.internal;

import java.security.Principal;
import java.security.cert.Certificate;
import java.util.List;

import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSessionContext;

import org.jspecify.annotations.Nullable;

/** A session that says only what was negotiated: nothing before the handshake is done. */
final class BoringSslSession extends ExtendedSSLSession {

    private final BoringSslEngine engine;

    private final ExtendedSSLSession session;

    BoringSslSession(BoringSslEngine engine, ExtendedSSLSession session) {
        this.engine = engine;
        this.session = session;
    }

    @Override
    public String getCipherSuite() {
        return this.engine.isNegotiated() ? this.session.getCipherSuite() : "SSL_NULL_WITH_NULL_NULL";
    }

    @Override
    public String getProtocol() {
        return this.engine.isNegotiated() ? this.session.getProtocol() : "NONE";
    }

    @Override
    public boolean isValid() {
        return this.engine.isNegotiated() && this.session.isValid();
    }

    /**
     * Netty wants room for the protected record, not for its content alone, and for more once a larger one has come.
     */
    @Override
    public int getApplicationBufferSize() {
        return Math.max(this.session.getApplicationBufferSize(), getPacketBufferSize());
    }

    @Override
    public int getPacketBufferSize() {
        return this.session.getPacketBufferSize();
    }

    @Override
    public String[] getLocalSupportedSignatureAlgorithms() {
        return this.session.getLocalSupportedSignatureAlgorithms();
    }

    @Override
    public String[] getPeerSupportedSignatureAlgorithms() {
        return this.session.getPeerSupportedSignatureAlgorithms();
    }

    @Override
    public List<SNIServerName> getRequestedServerNames() {
        return this.session.getRequestedServerNames();
    }

    @Override
    public List<byte[]> getStatusResponses() {
        return this.session.getStatusResponses();
    }

    @Override
    public byte[] getId() {
        return this.session.getId();
    }

    @Override
    public SSLSessionContext getSessionContext() {
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
    public Certificate[] getPeerCertificates() throws SSLPeerUnverifiedException {
        return this.session.getPeerCertificates();
    }

    @Override
    public Certificate @Nullable [] getLocalCertificates() {
        return this.session.getLocalCertificates();
    }

    @Override
    public Principal getPeerPrincipal() throws SSLPeerUnverifiedException {
        return this.session.getPeerPrincipal();
    }

    @Override
    public @Nullable Principal getLocalPrincipal() {
        return this.session.getLocalPrincipal();
    }

    @Override
    public @Nullable String getPeerHost() {
        return this.engine.getPeerHost();
    }

    @Override
    public int getPeerPort() {
        return this.engine.getPeerPort();
    }
}
