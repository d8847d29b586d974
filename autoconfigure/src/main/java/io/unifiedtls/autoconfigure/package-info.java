/** Auto-configuration of TLS contexts from {@code application.yml}. */
@NullMarked
package io.unifiedtls.autoconfigure;

import org.jspecify.annotations.NullMarked;
