/** The contexts over any library that makes engines: only where an engine comes from is not here. */
@NullMarked
package io.unifiedtls.internal.context;

import org.jspecify.annotations.NullMarked;
