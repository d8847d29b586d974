/** Certificates for tests, made in memory. */
@NullMarked
package io.unifiedtls.test;

import org.jspecify.annotations.NullMarked;
