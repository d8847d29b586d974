package io.unifiedtls.internal.context;

import java.util.Optional;

import io.unifiedtls.ConfigurationException;
import io.unifiedtls.TlsContext;
import io.unifiedtls.internal.material.MaterialSnapshot;
import io.unifiedtls.internal.material.MaterialVersion;

/**
 * The current generation of a context, and how it is replaced. Thread-safe; one thread at a time may renew it.
 *
 * @param <C> the kind of context
 */
final class Generations<C extends TlsContext & Generations.Renewable<C>> {

    /** A context whose files can be loaded again. */
    interface Renewable<C> {

        /**
         * Returns a context of what a snapshot has; empty if that is nothing new.
         *
         * @throws ConfigurationException if it cannot be used
         */
        Optional<C> renewed(MaterialSnapshot snapshot) throws ConfigurationException;

        /** Called before the first connection of this context, if another one was in use before. */
        void publish();

        /** Returns the content of the files that were read. */
        MaterialVersion version();
    }

    /**
     * A generation.
     *
     * @param context creates its connections
     * @param number counts from 1
     */
    record Generation<C>(C context, long number) {}

    private volatile Generation<C> current;

    Generations(C first) {
        this.current = new Generation<>(first, 1);
    }

    Generation<C> current() {
        return this.current;
    }

    /** Returns what makes a new generation current; empty if the snapshot has nothing new. */
    Optional<Runnable> prepare(MaterialSnapshot snapshot) throws ConfigurationException {
        return this.current.context().renewed(snapshot).map(context -> () -> {
            context.publish();
            this.current = new Generation<>(context, this.current.number() + 1);
        });
    }
}
