package io.unifiedtls.autoconfigure.shared;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import io.unifiedtls.SessionTicketKey;

/**
 * The session ticket keys of the servers of one scope, as this node knows them. Handshakes never wait for the store: if
 * it cannot be reached, they use the last keys until those expire, and then keys that only this node has. Thread-safe.
 */
final class ScopeKeys {

    private static final Log LOG = LogFactory.getLog(ScopeKeys.class);

    private final String name;

    private final TicketKeyStore store;

    private final ValueCipher cipher;

    private final TicketKeyTimes times;

    private final Clock clock;

    private final TicketKeyCounts counts;

    /** Encrypts while no key of the store is known or valid. */
    private final List<SessionTicketKey> ownKeys = List.of(SessionTicketKey.generate());

    private volatile Period period;

    /** Guarded by this. */
    private @Nullable SharedKeySet known;

    /** Of what is known; guarded by this. */
    private Optional<String> version = Optional.empty();

    private volatile Optional<String> problem = Optional.empty();

    private volatile boolean unreadable;

    /**
     * The keys until they change.
     *
     * @param end exclusive
     * @param currentSince when the first one began to encrypt; empty if it is this node's own
     */
    private record Period(List<SessionTicketKey> keys, Instant begin, Instant end, Optional<Instant> currentSince) {

        private boolean includes(Instant now) {
            return !now.isBefore(this.begin) && now.isBefore(this.end);
        }
    }

    ScopeKeys(
            String name,
            TicketKeyStore store,
            ValueCipher cipher,
            TicketKeyTimes times,
            Clock clock,
            TicketKeyCounts counts) {
        this.name = name;
        this.store = store;
        this.cipher = cipher;
        this.times = times;
        this.clock = clock;
        this.counts = counts;
        this.period = new Period(this.ownKeys, Instant.MIN, Instant.MIN, Optional.empty());
    }

    // ---- for handshakes

    /** Returns the keys at this moment, the same list until they change. */
    List<SessionTicketKey> current() {
        var now = this.clock.instant();
        var known = this.period;
        return known.includes(now) ? known.keys() : next(now).keys();
    }

    private synchronized Period next(Instant now) {
        if (!this.period.includes(now)) {
            this.period = period(now);
        }
        return this.period;
    }

    private Period period(Instant now) {
        var usable = (this.known == null) ? List.<SharedKey>of() : this.known.at(now);
        var end =
                (this.known == null) ? Instant.MAX : this.known.changeAfter(now).orElse(Instant.MAX);
        return usable.isEmpty()
                ? new Period(this.ownKeys, now, end, Optional.empty())
                : new Period(
                        usable.stream().map(SharedKey::toTicketKey).toList(),
                        now,
                        end,
                        Optional.of(usable.get(0).notBefore()));
    }

    // ---- for the poll

    /**
     * Looks for new keys, and makes them if it is time to.
     *
     * @return whether the store could be asked
     */
    synchronized boolean poll() {
        try {
            var stored = this.store.load(this.name);
            if (stored.isEmpty()) {
                // the value may have been lost
                var now = this.clock.instant();
                publish(stored, (this.known == null) ? SharedKeySet.first(now, this.times) : this.known);
            } else {
                take(stored.get());
            }
            var due = known().rotated(this.clock.instant(), this.times);
            if (due.isPresent()) {
                publish(stored, due.get());
            }
            succeeded();
            return true;
        } catch (IOException | UnreadableValueException | RuntimeException failure) {
            failed(failure);
            return false;
        }
    }

    /**
     * Replaces all keys by a new one: no session of before is resumed, by this node now, and by the others after their
     * next poll.
     *
     * @throws IOException if the store cannot be asked, or other nodes replace the keys again and again
     */
    synchronized void revoke() throws IOException {
        for (var attempt = 0; attempt < 5; attempt++) {
            var stored = this.store.load(this.name);
            var fresh = SharedKeySet.first(this.clock.instant(), this.times);
            if (this.store.replace(this.name, stored.map(TicketKeyStore.Versioned::version), encrypt(fresh))) {
                use(fresh, Optional.empty());
                return;
            }
        }
        throw new IOException("other nodes replace the session ticket keys at the same time; try again");
    }

    private void publish(Optional<TicketKeyStore.Versioned> stored, SharedKeySet keys)
            throws IOException, UnreadableValueException {
        if (this.store.replace(this.name, stored.map(TicketKeyStore.Versioned::version), encrypt(keys))) {
            use(keys, Optional.empty());
            this.counts.rotated();
        } else {
            this.counts.conflicted();
            var ofOther = this.store.load(this.name);
            if (ofOther.isPresent()) {
                take(ofOther.get());
            }
        }
    }

    private byte[] encrypt(SharedKeySet keys) {
        return this.cipher.encrypt(keys.encode());
    }

    private void take(TicketKeyStore.Versioned stored) throws UnreadableValueException {
        if (!this.version.equals(Optional.of(stored.version()))) {
            use(SharedKeySet.decode(this.cipher.decrypt(stored.value())), Optional.of(stored.version()));
        }
    }

    private void use(SharedKeySet keys, Optional<String> version) {
        this.known = keys;
        this.version = version;
        this.period = period(this.clock.instant());
    }

    private SharedKeySet known() throws IOException {
        if (this.known == null) {
            throw new IOException("the value disappears from the store as soon as it is made");
        }
        return this.known;
    }

    // ---- what became of it

    private void succeeded() {
        if (this.problem.isPresent()) {
            LOG.info("the session ticket keys are shared again");
        }
        this.problem = Optional.empty();
        this.unreadable = false;
    }

    private void failed(Exception failure) {
        this.counts.failed();
        this.unreadable = failure instanceof UnreadableValueException;
        var text = (failure instanceof UnreadableValueException)
                ? "the value '%s' in the store cannot be used: %s".formatted(this.name, failure.getMessage())
                : "the store cannot be asked: %s".formatted(failure);
        if (this.problem.isEmpty()) {
            LOG.warn(
                    "session ticket keys are not shared now, and the last ones stay in use until they expire: " + text);
        }
        this.problem = Optional.of(text);
    }

    /** Returns why the last poll has failed. */
    Optional<String> problem() {
        return this.problem;
    }

    /** Returns whether the last poll has found a value that cannot be decrypted. */
    boolean isUnreadable() {
        return this.unreadable;
    }

    /** Returns when the key that encrypts began to; empty if it is this node's own. */
    Optional<Instant> currentSince() {
        current();
        return this.period.currentSince();
    }

    String name() {
        return this.name;
    }
}
