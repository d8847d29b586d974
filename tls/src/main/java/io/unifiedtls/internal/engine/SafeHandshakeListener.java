package io.unifiedtls.internal.engine;

import java.util.concurrent.atomic.AtomicBoolean;

import io.unifiedtls.HandshakeEvent;
import io.unifiedtls.HandshakeListener;

/** A listener whose exceptions neither end a handshake nor keep another listener from being notified. */
final class SafeHandshakeListener implements HandshakeListener {

    private static final System.Logger LOGGER = System.getLogger("io.unifiedtls.handshake");

    private final HandshakeListener listener;

    private final AtomicBoolean reported = new AtomicBoolean();

    SafeHandshakeListener(HandshakeListener listener) {
        this.listener = listener;
    }

    @Override
    public void begun(HandshakeEvent event) {
        guard(() -> this.listener.begun(event));
    }

    @Override
    public void succeeded(HandshakeEvent event) {
        guard(() -> this.listener.succeeded(event));
    }

    @Override
    public void failed(HandshakeEvent event) {
        guard(() -> this.listener.failed(event));
    }

    @Override
    public void aborted(HandshakeEvent event) {
        guard(() -> this.listener.aborted(event));
    }

    private void guard(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException exception) {
            // Once: anybody who can connect can make it fail again.
            if (this.reported.compareAndSet(false, true)) {
                LOGGER.log(
                        System.Logger.Level.WARNING,
                        "the handshake listener %s failed; the handshake continues, and further exceptions of this listener are not logged"
                                .formatted(this.listener.getClass().getName()),
                        exception);
            }
        }
    }
}
