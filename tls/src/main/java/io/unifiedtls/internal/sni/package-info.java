/** Which signing chain belongs to which server name. May change without notice. */
@NullMarked
package io.unifiedtls.internal.sni;

import org.jspecify.annotations.NullMarked;
