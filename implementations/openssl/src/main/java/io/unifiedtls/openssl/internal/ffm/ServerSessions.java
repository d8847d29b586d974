package io.unifiedtls.openssl.internal.ffm;

import java.lang.ref.Reference;
import java.util.Collections;
import java.util.Enumeration;

import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSessionContext;

import org.jspecify.annotations.Nullable;

/**
 * The sessions of a server: those in tickets are only with the clients, and OpenSSL does not show the few others.
 *
 * @param context whose sessions they are
 */
record ServerSessions(Context context) implements SSLSessionContext {

    @Override
    public @Nullable SSLSession getSession(byte[] id) {
        return null;
    }

    @Override
    public Enumeration<byte[]> getIds() {
        return Collections.emptyEnumeration();
    }

    @Override
    public void setSessionTimeout(int seconds) {
        LibSsl.SSL_CTX_SET_TIMEOUT.call(this.context.address(), SessionLimits.seconds(seconds));
        Reference.reachabilityFence(this.context);
    }

    @Override
    public int getSessionTimeout() {
        try {
            return Math.toIntExact(LibSsl.SSL_CTX_GET_TIMEOUT.call(this.context.address()));
        } finally {
            Reference.reachabilityFence(this.context);
        }
    }

    @Override
    public void setSessionCacheSize(int size) {
        this.context.control(Controls.SET_SESSION_CACHE_SIZE, SessionLimits.size(size));
        Reference.reachabilityFence(this.context);
    }

    @Override
    public int getSessionCacheSize() {
        try {
            return Math.toIntExact(this.context.control(Controls.GET_SESSION_CACHE_SIZE, 0));
        } finally {
            Reference.reachabilityFence(this.context);
        }
    }
}
