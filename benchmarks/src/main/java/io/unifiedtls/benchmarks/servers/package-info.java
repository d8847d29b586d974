/** Runs servers as processes of their own, calls them, and takes their processor time. */
@NullMarked
package io.unifiedtls.benchmarks.servers;

import org.jspecify.annotations.NullMarked;
