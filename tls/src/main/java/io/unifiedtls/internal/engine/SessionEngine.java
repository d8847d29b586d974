package io.unifiedtls.internal.engine;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;

/** The engine of a library, whose session has the same rules as that of any other one. */
public final class SessionEngine extends DelegatingEngine {

    private final SSLEngine delegate;

    private final ConnectionSession session;

    /** Creates the view of an engine of a server. */
    public SessionEngine(SSLEngine delegate, ServerHandshake handshake) {
        super(delegate);
        this.delegate = delegate;
        this.session = new ConnectionSession(this, delegate.getSession(), handshake.handshake()::presentedChain);
    }

    @Override
    protected SSLEngine delegate() {
        return this.delegate;
    }

    @Override
    public SSLSession getSession() {
        return this.session;
    }
}
