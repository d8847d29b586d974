/** A page that shows handshakes as they happen. */
@NullMarked
package io.unifiedtls.samples.live;

import org.jspecify.annotations.NullMarked;
