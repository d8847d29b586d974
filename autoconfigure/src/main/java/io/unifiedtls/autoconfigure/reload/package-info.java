/** Watches the files of TLS contexts, and has them reloaded. */
@NullMarked
package io.unifiedtls.autoconfigure.reload;

import org.jspecify.annotations.NullMarked;
