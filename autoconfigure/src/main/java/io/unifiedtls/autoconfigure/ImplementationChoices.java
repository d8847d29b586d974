package io.unifiedtls.autoconfigure;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import io.unifiedtls.ImplementationChoice;
import io.unifiedtls.Side;
import io.unifiedtls.autoconfigure.ContextReloader.Entry;

/** Why each context has its TLS implementation. Thread-safe. */
public final class ImplementationChoices {

    private final Map<Entry, ImplementationChoice> choices = new ConcurrentHashMap<>();

    ImplementationChoices() {}

    void put(Entry entry, ImplementationChoice choice) {
        this.choices.put(entry, choice);
    }

    /** Returns the choice for an entry; empty if its properties name the implementation. */
    public Optional<ImplementationChoice> of(Side side, String name) {
        return Optional.ofNullable(this.choices.get(new Entry(side, name)));
    }
}
