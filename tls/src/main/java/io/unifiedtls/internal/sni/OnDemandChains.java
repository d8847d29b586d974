package io.unifiedtls.internal.sni;

import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

import io.unifiedtls.internal.material.Credential;

/** Certificate chains that are loaded when a client requests their server name. Thread-safe. */
public interface OnDemandChains {

    /**
     * What was found for a name.
     *
     * @param credentials the chains for it, in order of preference
     * @param isRejected whether clients that request the name are rejected
     */
    record Result(List<Credential> credentials, boolean isRejected) {

        public static final Result UNKNOWN = new Result(List.of(), false);

        public static final Result REJECTED = new Result(List.of(), true);

        public Result {
            credentials = List.copyOf(credentials);
        }

        public static Result of(List<Credential> credentials) {
            return new Result(credentials, false);
        }
    }

    /**
     * Returns the chains for a name or a wildcard, complete at once if they are in memory; null if there are none. It
     * fails with a {@link io.unifiedtls.ConfigurationException}, or another exception with a message for people.
     *
     * @param pattern as {@link io.unifiedtls.internal.text.ServerNames#pattern} returns it
     */
    @Nullable
    CompletableFuture<Result> find(String pattern);
}
