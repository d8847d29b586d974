/**
 * Validation of a configuration without starting the application. Uses the auto-configurations as they are, with none
 * of the application's beans.
 */
@NullMarked
package io.unifiedtls.autoconfigure.validate;

import org.jspecify.annotations.NullMarked;
