package io.unifiedtls.boringssl.internal;

import java.util.Enumeration;

import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSessionContext;

import org.jspecify.annotations.Nullable;

/**
 * The sessions of a context, which they keep in memory.
 *
 * @param context whose sessions they are
 */
record NativeSessionContext(NativeContext context) implements SSLSessionContext {

    @Override
    public @Nullable SSLSession getSession(byte[] id) {
        return this.context.sessions().getSession(id);
    }

    @Override
    public Enumeration<byte[]> getIds() {
        return this.context.sessions().getIds();
    }

    @Override
    public void setSessionTimeout(int seconds) {
        this.context.sessions().setSessionTimeout(seconds);
    }

    @Override
    public int getSessionTimeout() {
        return this.context.sessions().getSessionTimeout();
    }

    @Override
    public void setSessionCacheSize(int size) {
        this.context.sessions().setSessionCacheSize(size);
    }

    @Override
    public int getSessionCacheSize() {
        return this.context.sessions().getSessionCacheSize();
    }
}
