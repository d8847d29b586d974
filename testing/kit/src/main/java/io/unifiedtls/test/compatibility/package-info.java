/** The requirements of PEP 748 as tests that every implementation passes. */
@NullMarked
package io.unifiedtls.test.compatibility;

import org.jspecify.annotations.NullMarked;
