/** The TLS implementation that uses the system's OpenSSL 3 through the Foreign Function &amp; Memory API. */
@NullMarked
package io.unifiedtls.openssl;

import org.jspecify.annotations.NullMarked;
