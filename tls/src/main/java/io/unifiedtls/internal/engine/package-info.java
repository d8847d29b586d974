/** What the implementations over {@link javax.net.ssl.SSLEngine} share. May change without notice. */
@NullMarked
package io.unifiedtls.internal.engine;

import org.jspecify.annotations.NullMarked;
