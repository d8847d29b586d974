/** What messages may show. May change without notice. */
@NullMarked
package io.unifiedtls.internal.text;

import org.jspecify.annotations.NullMarked;
