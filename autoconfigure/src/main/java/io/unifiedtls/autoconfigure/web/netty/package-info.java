/** TLS on the embedded Reactor Netty server. */
@NullMarked
package io.unifiedtls.autoconfigure.web.netty;

import org.jspecify.annotations.NullMarked;
