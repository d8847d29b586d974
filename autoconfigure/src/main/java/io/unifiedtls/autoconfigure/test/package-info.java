/** What tests of an application need, to reach its web server over TLS. */
@NullMarked
package io.unifiedtls.autoconfigure.test;

import org.jspecify.annotations.NullMarked;
