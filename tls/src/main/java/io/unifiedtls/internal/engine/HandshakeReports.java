package io.unifiedtls.internal.engine;

import javax.net.ssl.SSLEngine;

/**
 * What a server knows of a handshake and its engine cannot: bytes that never get to it, and why a connection ends.
 *
 * <p>An engine that is not observed has nobody to tell; that is no error.
 */
public final class HandshakeReports {

    private HandshakeReports() {}

    /** Says that the client has begun to send, though the engine may have seen nothing yet. */
    public static void begun(SSLEngine engine) {
        if (engine instanceof ObservedEngine observed) {
            observed.handshake().begun();
        }
    }

    /** Says that the connection is being closed because the handshake took too long. */
    public static void timedOut(SSLEngine engine) {
        if (engine instanceof ObservedEngine observed) {
            observed.timedOut();
        }
    }

    /** Says that the connection has ended. */
    public static void closed(SSLEngine engine) {
        if (engine instanceof ObservedEngine observed) {
            observed.closed();
        }
    }

    /** Says that something went wrong outside the engine that ends the connection. */
    public static void failed(SSLEngine engine, Throwable error) {
        if (engine instanceof ObservedEngine observed) {
            observed.failed(error);
        }
    }
}
