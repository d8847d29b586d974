package io.unifiedtls.autoconfigure.shared;

import java.time.Duration;

/**
 * How long shared keys are used.
 *
 * @param rotation how long a key encrypts
 * @param lifetime how long it decrypts, from when it begins to encrypt
 * @param poll how often each node looks for new keys
 */
record TicketKeyTimes(Duration rotation, Duration lifetime, Duration poll) {

    /** Every node has looked twice by then, and holds a key before any other node uses it. */
    Duration notice() {
        return this.poll.multipliedBy(2);
    }
}
