/** The entries below {@code tls} as SSL bundles of Spring Boot. */
@NullMarked
package io.unifiedtls.autoconfigure.bundle;

import org.jspecify.annotations.NullMarked;
