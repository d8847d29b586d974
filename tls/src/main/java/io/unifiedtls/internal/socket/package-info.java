/** TLS over channels and sockets, and the sockets of the API. May change without notice. */
@NullMarked
package io.unifiedtls.internal.socket;

import org.jspecify.annotations.NullMarked;
