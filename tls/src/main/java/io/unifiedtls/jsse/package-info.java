/** The implementation over the JDK's TLS providers. */
@NullMarked
package io.unifiedtls.jsse;

import org.jspecify.annotations.NullMarked;
