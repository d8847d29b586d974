/** The embedded web servers against real clients. */
@NullMarked
package io.unifiedtls.autoconfigure.web;

import org.jspecify.annotations.NullMarked;
