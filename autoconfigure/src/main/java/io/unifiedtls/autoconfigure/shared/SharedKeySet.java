package io.unifiedtls.autoconfigure.shared;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The keys of one value in the store. Immutable.
 *
 * @param keys the newest first; at least one
 */
record SharedKeySet(List<SharedKey> keys) {

    /** How many keys a value can hold. */
    static final int MOST_KEYS = 40;

    private static final byte SCHEMA = 1;

    /** Expired keys are kept so long, for nodes whose clock is behind. */
    private static final Duration SKEW = Duration.ofHours(1);

    SharedKeySet {
        keys = keys.stream()
                .sorted(Comparator.comparing(SharedKey::notBefore).reversed())
                .toList();
    }

    /** Returns one key that is used at once: no node has another one. */
    static SharedKeySet first(Instant now, TicketKeyTimes times) {
        return new SharedKeySet(List.of(SharedKey.generate(now, times)));
    }

    /** Returns the same with a key for the next period; empty if it is not time for it yet. */
    Optional<SharedKeySet> rotated(Instant now, TicketKeyTimes times) {
        var due = this.keys.get(0).notBefore().plus(times.rotation());
        var earliest = now.plus(times.notice());
        if (due.isAfter(earliest)) {
            return Optional.empty();
        }
        var next = SharedKey.generate(due.isBefore(earliest) ? earliest : due, times);
        var kept = this.keys.stream().filter(key -> key.notAfter().isAfter(now.minus(SKEW)));
        return Optional.of(new SharedKeySet(
                Stream.concat(Stream.of(next), kept).limit(MOST_KEYS).toList()));
    }

    /** Returns the keys for an instant: the first one encrypts, all decrypt; empty if all have expired. */
    List<SharedKey> at(Instant now) {
        var usable = new ArrayList<>(
                this.keys.stream().filter(key -> key.notAfter().isAfter(now)).toList());
        var current =
                usable.stream().filter(key -> !key.notBefore().isAfter(now)).findFirst();
        // no other node encrypts with a key of the future either
        current.ifPresent(key -> {
            usable.remove(key);
            usable.add(0, key);
        });
        return usable;
    }

    /** Returns when {@link #at} changes next; empty if it does not. */
    Optional<Instant> changeAfter(Instant now) {
        return this.keys.stream()
                .flatMap(key -> Stream.of(key.notBefore(), key.notAfter()))
                .filter(instant -> instant.isAfter(now))
                .min(Comparator.naturalOrder());
    }

    byte[] encode() {
        var bytes = ByteBuffer.allocate(2 + this.keys.size() * (SharedKey.LENGTH + 2 * Long.BYTES))
                .put(SCHEMA)
                .put((byte) this.keys.size());
        this.keys.forEach(key -> bytes.put(key.bytes())
                .putLong(key.notBefore().toEpochMilli())
                .putLong(key.notAfter().toEpochMilli()));
        return bytes.array();
    }

    /** @throws UnreadableValueException if a newer version of this library has written it */
    static SharedKeySet decode(byte[] bytes) throws UnreadableValueException {
        try {
            var values = ByteBuffer.wrap(bytes);
            var schema = values.get();
            if (schema != SCHEMA) {
                throw new UnreadableValueException("its schema version %d is not known to this node".formatted(schema));
            }
            var keys = new ArrayList<SharedKey>();
            for (var left = values.get(); left > 0; left--) {
                var key = new byte[SharedKey.LENGTH];
                values.get(key);
                keys.add(new SharedKey(
                        key, Instant.ofEpochMilli(values.getLong()), Instant.ofEpochMilli(values.getLong())));
            }
            if (keys.isEmpty()) {
                throw new UnreadableValueException("it has no key");
            }
            return new SharedKeySet(keys);
        } catch (BufferUnderflowException incomplete) {
            throw new UnreadableValueException("it is incomplete");
        }
    }

    @Override
    public String toString() {
        return "SharedKeySet" + this.keys;
    }
}
