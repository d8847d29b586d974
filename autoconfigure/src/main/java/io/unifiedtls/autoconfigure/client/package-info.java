/** Client libraries that would use a TLS library of their own. */
@NullMarked
package io.unifiedtls.autoconfigure.client;

import org.jspecify.annotations.NullMarked;
