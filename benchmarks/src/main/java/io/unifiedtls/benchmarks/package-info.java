/** Measures what an application pays for this library. Never part of what is released. */
@NullMarked
package io.unifiedtls.benchmarks;

import org.jspecify.annotations.NullMarked;
