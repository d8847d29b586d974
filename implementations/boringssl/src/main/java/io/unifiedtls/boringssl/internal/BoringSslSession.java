package io.unifiedtls.boringssl.internal;

import java.security.Principal;
import java.security.cert.Certificate;
import java.util.List;

import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSessionContext;

import io.netty.internal.tcnative.SSL;
import org.jspecify.annotations.Nullable;

/** A session that shows only what was negotiated: nothing before the handshake is done. */
final class BoringSslSession extends ExtendedSSLSession {

    private final BoringSslEngine engine;

    BoringSslSession(BoringSslEngine engine) {
        this.engine = engine;
    }

    private ExtendedSSLSession session() {
        return (ExtendedSSLSession) this.engine.engine().getSession();
    }

    @Override
    public String getCipherSuite() {
        return this.engine.isNegotiated() ? session().getCipherSuite() : "SSL_NULL_WITH_NULL_NULL";
    }

    @Override
    public String getProtocol() {
        return this.engine.isNegotiated() ? session().getProtocol() : "NONE";
    }

    @Override
    public boolean isValid() {
        return this.engine.isNegotiated() && session().isValid();
    }

    /** Netty wants room for the protected record, not only for its content, and for more after a larger one. */
    @Override
    public int getApplicationBufferSize() {
        return this.engine.isWaiting()
                ? SSL.SSL_MAX_RECORD_LENGTH
                : Math.max(session().getApplicationBufferSize(), getPacketBufferSize());
    }

    @Override
    public int getPacketBufferSize() {
        return this.engine.isWaiting() ? SSL.SSL_MAX_RECORD_LENGTH : session().getPacketBufferSize();
    }

    @Override
    public String[] getLocalSupportedSignatureAlgorithms() {
        return session().getLocalSupportedSignatureAlgorithms();
    }

    @Override
    public String[] getPeerSupportedSignatureAlgorithms() {
        return session().getPeerSupportedSignatureAlgorithms();
    }

    @Override
    public List<SNIServerName> getRequestedServerNames() {
        return session().getRequestedServerNames();
    }

    @Override
    public List<byte[]> getStatusResponses() {
        return session().getStatusResponses();
    }

    @Override
    public byte[] getId() {
        return session().getId();
    }

    @Override
    public SSLSessionContext getSessionContext() {
        return session().getSessionContext();
    }

    @Override
    public long getCreationTime() {
        return session().getCreationTime();
    }

    @Override
    public long getLastAccessedTime() {
        return session().getLastAccessedTime();
    }

    @Override
    public void invalidate() {
        session().invalidate();
    }

    @Override
    public void putValue(String name, Object value) {
        session().putValue(name, value);
    }

    @Override
    public @Nullable Object getValue(String name) {
        return session().getValue(name);
    }

    @Override
    public void removeValue(String name) {
        session().removeValue(name);
    }

    @Override
    public String[] getValueNames() {
        return session().getValueNames();
    }

    @Override
    public Certificate[] getPeerCertificates() throws SSLPeerUnverifiedException {
        return session().getPeerCertificates();
    }

    @Override
    public Certificate @Nullable [] getLocalCertificates() {
        return session().getLocalCertificates();
    }

    @Override
    public Principal getPeerPrincipal() throws SSLPeerUnverifiedException {
        return session().getPeerPrincipal();
    }

    @Override
    public @Nullable Principal getLocalPrincipal() {
        return session().getLocalPrincipal();
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
