/** TLS implementations that use JSSE providers. */
@NullMarked
package io.unifiedtls.jsse;

import org.jspecify.annotations.NullMarked;
