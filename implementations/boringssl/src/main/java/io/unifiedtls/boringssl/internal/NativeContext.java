package io.unifiedtls.boringssl.internal;

import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.util.List;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.OpenSslServerSessionContext;
import io.netty.handler.ssl.OpenSslSessionContext;
import io.netty.handler.ssl.OpenSslSessionTicketKey;
import io.netty.handler.ssl.ReferenceCountedOpenSslContext;
import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import io.netty.internal.tcnative.SSL;
import org.jspecify.annotations.Nullable;

import io.unifiedtls.internal.context.TicketKey;
import io.unifiedtls.internal.context.TicketKeys;

/**
 * A context of BoringSSL, whose native memory is released when neither this nor an engine of it is in use any more.
 *
 * <p>Who uses the context of Netty itself has to hold on to this.
 */
public final class NativeContext {

    /** One thread for all; what it does is short. */
    static final Cleaner CLEANER = Cleaner.create();

    private final ReferenceCountedOpenSslContext context;

    /** What the context has; guarded by this. */
    private List<TicketKey> ticketKeys = List.of();

    NativeContext(ReferenceCountedOpenSslContext context) {
        this.context = context;
        CLEANER.register(this, context::release);
    }

    /** Returns the context of Netty. */
    public ReferenceCountedOpenSslContext context() {
        return this.context;
    }

    /**
     * Returns a new engine of a server, which has to be released.
     *
     * @param sessionScope within which its session may be resumed
     * @param keys the session ticket keys, which this context has from now on
     */
    ReferenceCountedOpenSslEngine newServerEngine(ByteBufAllocator buffers, byte[] sessionScope, TicketKeys keys) {
        try {
            var sessions = (OpenSslServerSessionContext) this.context.sessionContext();
            // An engine copies the scope from the context when it is created, and it cannot be set otherwise.
            synchronized (this) {
                use(keys.current());
                sessions.setSessionIdContext(sessionScope);
                return withWholeChains((ReferenceCountedOpenSslEngine) this.context.newEngine(buffers));
            }
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    private void use(List<TicketKey> keys) {
        if (keys != this.ticketKeys) {
            sessions()
                    .setTicketKeys(keys.stream()
                            .map(key -> new OpenSslSessionTicketKey(key.name(), key.hmacKey(), key.aesKey()))
                            .toArray(OpenSslSessionTicketKey[]::new));
            this.ticketKeys = keys;
        }
    }

    /** Returns a new engine, which has to be released. */
    ReferenceCountedOpenSslEngine newEngine(@Nullable String host, int port) {
        try {
            return withWholeChains((ReferenceCountedOpenSslEngine)
                    ((host == null)
                            ? this.context.newEngine(ByteBufAllocator.DEFAULT)
                            : this.context.newEngine(ByteBufAllocator.DEFAULT, host, port)));
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /**
     * Lets the trust manager see all certificates of the peer, so that it can refuse too many: Netty would show it the
     * first 10, whenever an engine is made or asks for certificates in another way. BoringSSL limits their bytes.
     */
    static ReferenceCountedOpenSslEngine withWholeChains(ReferenceCountedOpenSslEngine engine) {
        engine.setVerify(SSL.SSL_CVERIFY_IGNORED, Integer.MAX_VALUE);
        return engine;
    }

    OpenSslSessionContext sessions() {
        return this.context.sessionContext();
    }
}
