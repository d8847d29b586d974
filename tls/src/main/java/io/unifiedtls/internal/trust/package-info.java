/** Which certificates are trusted. May change without notice. */
@NullMarked
package io.unifiedtls.internal.trust;

import org.jspecify.annotations.NullMarked;
