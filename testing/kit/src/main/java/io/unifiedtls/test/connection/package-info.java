/** Pairs of connected clients and servers for tests. */
@NullMarked
package io.unifiedtls.test.connection;

import org.jspecify.annotations.NullMarked;
