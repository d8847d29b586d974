package io.unifiedtls;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/**
 * Finds the certificate chains of a server when a client requests their server name, for example in a database.
 * Implementations must be thread-safe.
 *
 * <p>Asked only for names that no configured chain and no {@link CertificateDirectory} has. It may block: each look-up
 * has a thread of its own, and only the handshakes that need its answer wait for it. The answer is then used for all
 * server names of the chains until {@link #timeToLive()} has passed; after that it is used once more while the source
 * is asked again. Chains that were not used for long are dropped if memory for more is needed.
 *
 * <p>If a look-up fails or takes too long, the clients that wait for it are refused with the alert
 * {@code internal_error}, and the next client causes another look-up. Chains that were found before stay in use.
 */
@FunctionalInterface
public interface SigningChainSource {

    /** What a source knows of a server name. */
    sealed interface Answer {

        /** Returns that these chains are for the name; the client gets the first one that it can verify. */
        static Answer found(SigningChain... chains) {
            return new Found(List.of(chains));
        }

        /** Returns that the name is not known, so that the server's policy for unknown server names applies. */
        static Answer unknown() {
            return Refusal.UNKNOWN;
        }

        /** Returns that clients that request the name are rejected with the alert {@code unrecognized_name}. */
        static Answer rejected() {
            return Refusal.REJECTED;
        }
    }

    /**
     * Chains for a name.
     *
     * @param chains the chains, the preferred one first; at least one
     */
    record Found(List<SigningChain> chains) implements Answer {

        public Found {
            chains = List.copyOf(chains);
            if (chains.isEmpty()) {
                throw new IllegalArgumentException("no chain found; return Answer.unknown() or Answer.rejected()");
            }
        }
    }

    /** Why there is no chain for a name. */
    enum Refusal implements Answer {
        /** The server's policy for unknown server names applies. */
        UNKNOWN,

        /** The client is rejected. */
        REJECTED
    }

    /** Is notified when chains have changed that a source has returned before. Thread-safe; does not block. */
    interface ChangeListener {

        /**
         * Notifies the listener that the chains of some names have changed, or that there are new ones: the next client
         * that requests one of them waits for a new answer. If there is none, because the source fails, it gets the
         * chains that were known.
         *
         * @param serverNames host names, and wildcards such as {@code *.example.com}, in lower case
         */
        void changed(Collection<String> serverNames);

        /** Notifies the listener that the chains of any name may have changed. */
        void allChanged();
    }

    /**
     * Registers a listener that this source is to notify of changes as long as it exists; there is one for each server
     * that uses the source. By default, listeners are never notified, so that a change is found after
     * {@link #timeToLive()}.
     */
    default void observe(ChangeListener listener) {}

    /**
     * Finds the chains for a server name. May block; interrupted if it takes longer than {@link #timeout()}.
     *
     * @param serverName the host name that the client requests, in lower case, with A-labels
     */
    Answer find(String serverName) throws IOException, InterruptedException;

    /** Returns how long a client waits for an answer; by default, 5 seconds. */
    default Duration timeout() {
        return Duration.ofSeconds(5);
    }

    /**
     * Returns how many look-ups may run at the same time; clients that need another one are refused. By default, 64.
     */
    default int concurrency() {
        return 64;
    }

    /** Returns how long chains are used before the source is asked for them again; by default, 5 minutes. */
    default Duration timeToLive() {
        return Duration.ofMinutes(5);
    }

    /**
     * Returns how long the source is not asked again for a name that is unknown or rejected; by default, 30 seconds.
     */
    default Duration refusalTimeToLive() {
        return Duration.ofSeconds(30);
    }
}
