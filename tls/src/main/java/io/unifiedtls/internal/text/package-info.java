/** Host names in the form that TLS carries, and texts without secrets. May change without notice. */
@NullMarked
package io.unifiedtls.internal.text;

import org.jspecify.annotations.NullMarked;
