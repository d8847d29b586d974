/** Small programs with sockets and buffers, the source of the examples in {@code docs/sockets.md}. */
@NullMarked
package io.unifiedtls.samples.sockets;

import org.jspecify.annotations.NullMarked;
