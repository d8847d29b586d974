@NullMarked
package io.unifiedtls.samples.clients;

import org.jspecify.annotations.NullMarked;
