/** What the samples share: certificates for development, the command lines to try, and the page of a connection. */
@NullMarked
package io.unifiedtls.samples.development;

import org.jspecify.annotations.NullMarked;
