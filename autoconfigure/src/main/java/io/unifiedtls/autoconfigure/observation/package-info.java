/** Observations of the handshakes of clients. */
@NullMarked
package io.unifiedtls.autoconfigure.observation;

import org.jspecify.annotations.NullMarked;
