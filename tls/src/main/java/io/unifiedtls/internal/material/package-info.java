/** Reads certificates, private keys, revocation lists and key stores. May change without notice. */
@NullMarked
package io.unifiedtls.internal.material;

import org.jspecify.annotations.NullMarked;
