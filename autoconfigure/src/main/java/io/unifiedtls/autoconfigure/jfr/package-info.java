/** Events of TLS contexts for the JDK's flight recorder. */
@NullMarked
package io.unifiedtls.autoconfigure.jfr;

import org.jspecify.annotations.NullMarked;
