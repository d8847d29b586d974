/** The binding to OpenSSL and the engines over it. Needs JDK 22 or newer. May change without notice. */
@NullMarked
package io.unifiedtls.openssl.internal.ffm;

import org.jspecify.annotations.NullMarked;
