/** Keys and certificates that a PKCS#11 token keeps, such as a smart card or a hardware security module. */
@NullMarked
package io.unifiedtls.internal.token;

import org.jspecify.annotations.NullMarked;
