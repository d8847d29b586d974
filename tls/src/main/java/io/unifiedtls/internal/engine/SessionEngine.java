package io.unifiedtls.internal.engine;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;

/** The engine of a library, whose session has the same rules as that of any other one. */
public final class SessionEngine extends DelegatingEngine {

    private final ConnectionSession session;

    /** Creates the view of an engine. */
    public SessionEngine(SSLEngine delegate) {
        super(delegate);
        this.session = new ConnectionSession(this, delegate.getSession());
    }

    @Override
    public SSLSession getSession() {
        return this.session;
    }
}
