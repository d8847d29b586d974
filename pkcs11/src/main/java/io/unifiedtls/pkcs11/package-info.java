/**
 * Keys and certificates that a PKCS#11 token keeps, such as a smart card or a hardware security module. May change
 * without notice: applications use {@link io.unifiedtls.TlsPrivateKey#fromId} and its like.
 */
@NullMarked
package io.unifiedtls.pkcs11;

import org.jspecify.annotations.NullMarked;
