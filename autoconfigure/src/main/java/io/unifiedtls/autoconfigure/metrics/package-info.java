/** Meters of every handshake and certificate. */
@NullMarked
package io.unifiedtls.autoconfigure.metrics;

import org.jspecify.annotations.NullMarked;
