/** Clients of Spring Boot that use an entry of {@code tls.clients} by its name. */
@NullMarked
package io.unifiedtls.samples.clients;

import org.jspecify.annotations.NullMarked;
