package io.unifiedtls.internal.engine;

/** An engine whose library tells whether a session was resumed; from others it is guessed. */
public interface ResumptionTeller {

    /** Returns whether the handshake resumed a session; false before it is done. */
    boolean isResumed();
}
