package io.unifiedtls;

import org.jspecify.annotations.Nullable;

/** The handshake or connection ended with a fatal alert (RFC 8446, section 6.2). */
public final class TlsAlertException extends TlsException {

    /** The sender of an alert. */
    public enum Sender {
        /** This side. */
        LOCAL,

        /** The peer. */
        PEER
    }

    private final AlertDescription description;

    private final Sender sender;

    /** Creates an exception for an alert, with an optional cause. */
    public TlsAlertException(AlertDescription description, Sender sender, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.description = description;
        this.sender = sender;
    }

    public AlertDescription description() {
        return this.description;
    }

    public Sender sender() {
        return this.sender;
    }
}
