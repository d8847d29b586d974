/** What people are shown of contexts, by the actuator and by validation. Never contains a secret. */
@NullMarked
package io.unifiedtls.autoconfigure.inspection;

import org.jspecify.annotations.NullMarked;
