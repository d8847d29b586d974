package io.unifiedtls.insecure;

import java.util.Set;

/**
 * A context that does not fully verify its peers. To detect an insecure connection, check whether
 * {@code TlsConnection.context()} is an instance.
 */
public sealed interface InsecureContext permits InsecureClientContext, InsecureServerContext {

    /** Returns the skipped checks; never empty. */
    Set<SkippedCheck> skippedChecks();
}
