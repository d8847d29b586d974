/** A certificate authority, and what it takes to trust it, for tests with JUnit. */
@NullMarked
package io.unifiedtls.test.junit;

import org.jspecify.annotations.NullMarked;
