/** The TLS API of PEP 748, carried over to Java. */
@NullMarked
package io.unifiedtls;

import org.jspecify.annotations.NullMarked;
