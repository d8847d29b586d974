package io.unifiedtls.internal.engine;

import io.unifiedtls.HandshakeEvent;
import io.unifiedtls.HandshakeListener;

/**
 * The listener of the handshakes of a context, and the context's name.
 *
 * @param contextName the name of the context
 * @param listener is notified of each handshake
 */
public record Observer(String contextName, HandshakeListener listener) {

    /** No listener. */
    public static final Observer NONE = new Observer("unnamed", new HandshakeListener() {});

    /**
     * Returns an observer with another name for the context, and an additional listener. What that one throws is logged
     * once, and ignored.
     */
    public Observer and(String contextName, HandshakeListener other) {
        var guarded = new SafeHandshakeListener(other);
        return (this == NONE)
                ? new Observer(contextName, guarded)
                : new Observer(contextName, new Both(this.listener, guarded));
    }

    private record Both(HandshakeListener first, HandshakeListener second) implements HandshakeListener {

        @Override
        public void begun(HandshakeEvent event) {
            this.first.begun(event);
            this.second.begun(event);
        }

        @Override
        public void succeeded(HandshakeEvent event) {
            this.first.succeeded(event);
            this.second.succeeded(event);
        }

        @Override
        public void failed(HandshakeEvent event) {
            this.first.failed(event);
            this.second.failed(event);
        }

        @Override
        public void aborted(HandshakeEvent event) {
            this.first.aborted(event);
            this.second.aborted(event);
        }
    }
}
