/** A unified TLS API for Java, modelled on PEP 748. */
@NullMarked
package io.unifiedtls;

import org.jspecify.annotations.NullMarked;
