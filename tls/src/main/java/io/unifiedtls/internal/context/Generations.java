package io.unifiedtls.internal.context;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

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
    private record Generation<C>(C context, long number) {}

    /** A generation as this shows it. */
    private record Viewed<C>(C generation, C view) {}

    /** Of all views. */
    private final AtomicReference<Generation<C>> shared;

    private final UnaryOperator<C> observation;

    private volatile @Nullable Viewed<C> viewed;

    Generations(C first) {
        this(new AtomicReference<>(new Generation<>(first, 1)), UnaryOperator.identity());
    }

    private Generations(AtomicReference<Generation<C>> shared, UnaryOperator<C> observation) {
        this.shared = shared;
        this.observation = observation;
    }

    /** Returns the same generations, each with listeners of its own. */
    Generations<C> observed(UnaryOperator<C> listening) {
        return new Generations<>(this.shared, context -> listening.apply(this.observation.apply(context)));
    }

    /** Returns the context of the current generation. */
    C current() {
        var generation = this.shared.get().context();
        var known = this.viewed;
        if (known == null || known.generation() != generation) {
            known = new Viewed<>(generation, this.observation.apply(generation));
            this.viewed = known;
        }
        return known.view();
    }

    /** Returns the number of the current generation. */
    long number() {
        return this.shared.get().number();
    }

    /** Returns the content of the files that the current generation was loaded from. */
    MaterialVersion version() {
        return current().version();
    }

    /**
     * Makes a context with another configuration current.
     *
     * @param context of the same implementation
     */
    void replace(C context) {
        context.publish();
        this.shared.updateAndGet(before -> new Generation<>(context, before.number() + 1));
    }

    /** Returns what makes a new generation current; empty if the snapshot has nothing new. */
    Optional<Runnable> prepare(MaterialSnapshot snapshot) throws ConfigurationException {
        var before = this.shared.get();
        return before.context().renewed(snapshot).map(context -> () -> {
            context.publish();
            this.shared.set(new Generation<>(context, before.number() + 1));
        });
    }
}
