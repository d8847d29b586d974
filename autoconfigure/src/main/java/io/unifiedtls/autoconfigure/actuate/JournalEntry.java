package io.unifiedtls.autoconfigure.actuate;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.unifiedtls.HandshakeEvent;

/**
 * A handshake, or several that differ only in time.
 *
 * @param firstAt when the first one ended
 * @param lastAt when the last one ended
 * @param count how many there were
 * @param remoteAddress the address of the peer, as much of it as is kept
 * @param event the last one
 */
record JournalEntry(
        Instant firstAt,
        Instant lastAt,
        long count,
        @Nullable String remoteAddress,
        HandshakeEvent event) {}
