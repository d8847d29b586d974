/** TLS without a network: bytes in, bytes out. May change without notice. */
@NullMarked
package io.unifiedtls.internal.buffer;

import org.jspecify.annotations.NullMarked;
