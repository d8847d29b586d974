/** Fields and extensions of certificates (RFC 5280), and the encoding they are in (DER). May change without notice. */
@NullMarked
package io.unifiedtls.internal.x509;

import org.jspecify.annotations.NullMarked;
