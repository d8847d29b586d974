/** A JUnit extension with a certificate authority for tests. */
@NullMarked
package io.unifiedtls.test.junit;

import org.jspecify.annotations.NullMarked;
