package io.unifiedtls;

import org.jspecify.annotations.Nullable;

/** A handshake or connection that ended with a fatal alert (RFC 8446, section 6.2). */
public final class TlsAlertException extends TlsException {

    /** Which side sent an alert. */
    public enum Sender {
        /** This side. */
        LOCAL,

        /** The other side. */
        PEER
    }

    private final AlertDescription description;

    private final Sender sender;

    /** Creates an exception for an alert, with a message for a person and, if there is one, the error behind it. */
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
