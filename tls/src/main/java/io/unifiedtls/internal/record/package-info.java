/** TLS records, and the messages in them that are readable before there are keys. May change without notice. */
@NullMarked
package io.unifiedtls.internal.record;

import org.jspecify.annotations.NullMarked;
