/** TLS on the embedded Tomcat. */
@NullMarked
package io.unifiedtls.autoconfigure.web.tomcat;

import org.jspecify.annotations.NullMarked;
