/** Test support: lets tests of an application reach its web server over TLS. */
@NullMarked
package io.unifiedtls.autoconfigure.test;

import org.jspecify.annotations.NullMarked;
