/** Writes the page from the results. */
@NullMarked
package io.unifiedtls.benchmarks.report;

import org.jspecify.annotations.NullMarked;
