/** Session ticket keys that several nodes share. */
@NullMarked
package io.unifiedtls.autoconfigure.sessions;

import org.jspecify.annotations.NullMarked;
