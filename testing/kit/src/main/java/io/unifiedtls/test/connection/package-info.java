/** Two ends of a connection, joined for a test. */
@NullMarked
package io.unifiedtls.test.connection;

import org.jspecify.annotations.NullMarked;
