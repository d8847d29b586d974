/** The application that is served in every way, and a server without a framework. */
@NullMarked
package io.unifiedtls.benchmarks.app;

import org.jspecify.annotations.NullMarked;
