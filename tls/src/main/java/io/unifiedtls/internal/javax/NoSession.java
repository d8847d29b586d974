package io.unifiedtls.internal.javax;

import java.security.Principal;
import java.security.cert.Certificate;

import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSessionContext;

import org.jspecify.annotations.Nullable;

/**
 * What {@code javax.net.ssl} calls the session of a connection whose handshake did not succeed: nothing was negotiated,
 * and no peer was verified.
 *
 * @param peer the host that was to be reached
 * @param port its port
 */
record NoSession(@Nullable String peer, int port) implements SSLSession {

    @Override
    public byte[] getId() {
        return new byte[0];
    }

    @Override
    public @Nullable SSLSessionContext getSessionContext() {
        return null;
    }

    @Override
    public long getCreationTime() {
        return 0;
    }

    @Override
    public long getLastAccessedTime() {
        return 0;
    }

    @Override
    public void invalidate() {}

    @Override
    public boolean isValid() {
        return false;
    }

    @Override
    public void putValue(String name, Object value) {
        throw new IllegalStateException("there is no session");
    }

    @Override
    public @Nullable Object getValue(String name) {
        return null;
    }

    @Override
    public void removeValue(String name) {}

    @Override
    public String[] getValueNames() {
        return new String[0];
    }

    @Override
    public Certificate[] getPeerCertificates() throws SSLPeerUnverifiedException {
        throw unverified();
    }

    @Override
    public Certificate @Nullable [] getLocalCertificates() {
        return null;
    }

    @Override
    public Principal getPeerPrincipal() throws SSLPeerUnverifiedException {
        throw unverified();
    }

    private static SSLPeerUnverifiedException unverified() {
        return new SSLPeerUnverifiedException("the handshake did not succeed, so the peer is not verified");
    }

    @Override
    public @Nullable Principal getLocalPrincipal() {
        return null;
    }

    @Override
    public String getCipherSuite() {
        return "SSL_NULL_WITH_NULL_NULL";
    }

    @Override
    public String getProtocol() {
        return "NONE";
    }

    @Override
    public @Nullable String getPeerHost() {
        return this.peer;
    }

    @Override
    public int getPeerPort() {
        return this.port;
    }

    @Override
    public int getPacketBufferSize() {
        // A record of the largest size with room for its header and what encryption adds (RFC 8446, section 5.2).
        return 5 + (1 << 14) + 256;
    }

    @Override
    public int getApplicationBufferSize() {
        return 1 << 14;
    }
}
