package io.unifiedtls.autoconfigure.shared;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** A store that can be away, and be changed by hand. */
final class MemoryStore implements TicketKeyStore {

    final Map<String, Versioned> values = new ConcurrentHashMap<>();

    boolean isAway;

    /** Runs before the next value is replaced, as what another node does at that time. */
    Runnable meanwhile = () -> {};

    int reads;

    @Override
    public Optional<Versioned> load(String name) throws IOException {
        this.reads++;
        check();
        return Optional.ofNullable(this.values.get(name));
    }

    @Override
    public synchronized boolean replace(String name, Optional<String> expectedVersion, byte[] value)
            throws IOException {
        check();
        var other = this.meanwhile;
        this.meanwhile = () -> {};
        other.run();
        var version = Optional.ofNullable(this.values.get(name)).map(Versioned::version);
        if (!version.equals(expectedVersion)) {
            return false;
        }
        var next = version.map(Integer::parseInt).orElse(0) + 1;
        this.values.put(name, new Versioned(Integer.toString(next), value));
        return true;
    }

    private void check() throws IOException {
        if (this.isAway) {
            throw new IOException("Connection refused");
        }
    }
}
