package io.unifiedtls.internal.ondemand;

import java.time.Duration;

/** Is notified of each certificate chain that was looked for because a client requested its name. */
@FunctionalInterface
public interface LoadListener {

    /** Does nothing. */
    LoadListener NONE = (duration, hasFailed) -> {};

    /**
     * Called on the thread that has loaded the chain.
     *
     * @param duration how long the clients that need the chain have waited
     * @param hasFailed whether it cannot be used, or could not be found out; a name that is not served is no failure
     */
    void loaded(Duration duration, boolean hasFailed);
}
