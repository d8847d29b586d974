/** The same behaviour on every TLS implementation, compared with that of the JDK's own. */
@NullMarked
package io.unifiedtls.test.differential;

import org.jspecify.annotations.NullMarked;
