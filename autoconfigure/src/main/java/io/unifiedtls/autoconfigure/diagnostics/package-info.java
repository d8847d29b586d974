/**
 * Reports of what is wrong with the properties, the failure analyzers and what their texts are made of. Knows nothing
 * of the other packages. Only {@link io.unifiedtls.autoconfigure.diagnostics.TlsConfigurationException} is for
 * applications.
 */
@NullMarked
package io.unifiedtls.autoconfigure.diagnostics;

import org.jspecify.annotations.NullMarked;
