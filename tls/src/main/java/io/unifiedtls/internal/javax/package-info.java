/** Contexts of ours as {@code javax.net.ssl} knows them, and their sockets. May change without notice. */
@NullMarked
package io.unifiedtls.internal.javax;

import org.jspecify.annotations.NullMarked;
