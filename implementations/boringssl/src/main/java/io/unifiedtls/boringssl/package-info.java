/** The TLS implementation that uses BoringSSL through netty-tcnative. */
@NullMarked
package io.unifiedtls.boringssl;

import org.jspecify.annotations.NullMarked;
