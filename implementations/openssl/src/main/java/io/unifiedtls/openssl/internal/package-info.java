/** What is loaded on every JDK. May change without notice. */
@NullMarked
package io.unifiedtls.openssl.internal;

import org.jspecify.annotations.NullMarked;
