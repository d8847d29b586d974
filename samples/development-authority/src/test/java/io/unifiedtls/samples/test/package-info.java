/** What the tests of the samples share. */
@NullMarked
package io.unifiedtls.samples.test;

import org.jspecify.annotations.NullMarked;
