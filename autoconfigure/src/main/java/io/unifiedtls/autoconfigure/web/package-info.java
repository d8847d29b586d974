/** TLS on the embedded web servers: what they share. */
@NullMarked
package io.unifiedtls.autoconfigure.web;

import org.jspecify.annotations.NullMarked;
