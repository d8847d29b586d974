/** The actuator's endpoints, health and info of TLS contexts. */
@NullMarked
package io.unifiedtls.autoconfigure.actuate;

import org.jspecify.annotations.NullMarked;
