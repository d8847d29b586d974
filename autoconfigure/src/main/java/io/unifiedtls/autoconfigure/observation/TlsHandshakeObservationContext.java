package io.unifiedtls.autoconfigure.observation;

import io.micrometer.observation.Observation;

import io.unifiedtls.HandshakeEvent;

/**
 * The context of the observation {@code tls.client.handshake}, for predicates, filters and conventions of an
 * application. Not thread-safe.
 */
public final class TlsHandshakeObservationContext extends Observation.Context {

    private HandshakeEvent event;

    TlsHandshakeObservationContext(HandshakeEvent begun) {
        this.event = begun;
    }

    /** Returns what is known of the handshake: its begin, or its outcome when the observation stops. */
    public HandshakeEvent event() {
        return this.event;
    }

    void ended(HandshakeEvent outcome) {
        this.event = outcome;
    }
}
