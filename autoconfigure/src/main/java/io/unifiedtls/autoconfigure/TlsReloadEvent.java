package io.unifiedtls.autoconfigure;

import java.util.Optional;

import io.unifiedtls.Side;

/** Published in the application context when the files of a TLS context were read again. Immutable. */
public final class TlsReloadEvent {

    /** What became of a reload. */
    public enum Outcome {
        /** New connections use the new material. */
        SUCCESS,
        /** The files cannot be used; the material that was loaded before stays in use. */
        FAILURE,
        /** The content of the files is the same. */
        UNCHANGED
    }

    private final Side side;

    private final String contextName;

    private final Outcome outcome;

    private final long generation;

    private final Optional<String> problem;

    TlsReloadEvent(Side side, String contextName, Outcome outcome, long generation, Optional<String> problem) {
        this.side = side;
        this.contextName = contextName;
        this.outcome = outcome;
        this.generation = generation;
        this.problem = problem;
    }

    /** Returns which side of its connections the context is. */
    public Side side() {
        return this.side;
    }

    /** Returns the name of the entry in {@code tls.servers} or {@code tls.clients}. */
    public String contextName() {
        return this.contextName;
    }

    public Outcome outcome() {
        return this.outcome;
    }

    /** Returns the number of the generation that is in use now; the first one is 1. */
    public long generation() {
        return this.generation;
    }

    /** Returns the property, the file and what is wrong with it, if the reload failed; never a secret. */
    public Optional<String> problem() {
        return this.problem;
    }

    @Override
    public String toString() {
        return "TlsReloadEvent[%s, %s, %s, generation %d%s]"
                .formatted(
                        this.side,
                        this.contextName,
                        this.outcome,
                        this.generation,
                        this.problem.map(", "::concat).orElse(""));
    }
}
