/** Several host names, mutual TLS and metrics on the embedded Tomcat. */
@NullMarked
package io.unifiedtls.samples.tomcat;

import org.jspecify.annotations.NullMarked;
