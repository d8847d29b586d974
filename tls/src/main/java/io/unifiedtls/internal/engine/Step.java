package io.unifiedtls.internal.engine;

import io.unifiedtls.TlsException;

/** What can be done with a buffer, while its lock is held. */
@FunctionalInterface
interface Step {

    int take() throws TlsException;
}
