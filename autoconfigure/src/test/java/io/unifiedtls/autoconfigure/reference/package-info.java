/** Generates the reference of properties and meters, and the schema for editors. */
@NullMarked
package io.unifiedtls.autoconfigure.reference;

import org.jspecify.annotations.NullMarked;
