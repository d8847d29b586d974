/** The implementation over BoringSSL, through netty-tcnative. */
@NullMarked
package io.unifiedtls.boringssl;

import org.jspecify.annotations.NullMarked;
