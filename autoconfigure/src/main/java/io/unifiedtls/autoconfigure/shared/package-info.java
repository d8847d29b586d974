/** What several nodes share: session ticket keys and certificates. */
@NullMarked
package io.unifiedtls.autoconfigure.shared;

import org.jspecify.annotations.NullMarked;
