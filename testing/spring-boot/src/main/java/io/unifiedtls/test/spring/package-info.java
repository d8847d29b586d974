/** Support for tests of Spring Boot applications over TLS. */
@NullMarked
package io.unifiedtls.test.spring;

import org.jspecify.annotations.NullMarked;
