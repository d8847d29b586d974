/** The engines of BoringSSL, and the contexts of Netty that make them. May change without notice. */
@NullMarked
package io.unifiedtls.boringssl.internal;

import org.jspecify.annotations.NullMarked;
