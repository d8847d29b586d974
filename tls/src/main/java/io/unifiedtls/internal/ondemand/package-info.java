/** Certificate chains that are loaded when a client requests their server name. May change without notice. */
@NullMarked
package io.unifiedtls.internal.ondemand;

import org.jspecify.annotations.NullMarked;
