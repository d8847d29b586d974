/** TLS on the embedded Jetty server. */
@NullMarked
package io.unifiedtls.autoconfigure.web.jetty;

import org.jspecify.annotations.NullMarked;
