package io.unifiedtls.insecure;

import java.util.Set;

/**
 * What tells a context that does not verify its peers completely from one that does; a {@code TlsConnection} names its
 * context.
 */
public sealed interface InsecureContext permits InsecureClientContext, InsecureServerContext {

    /** Returns what is not verified; never empty. */
    Set<SkippedCheck> skippedChecks();
}
