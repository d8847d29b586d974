/** Metrics for handshakes and certificates. */
@NullMarked
package io.unifiedtls.autoconfigure.metrics;

import org.jspecify.annotations.NullMarked;
