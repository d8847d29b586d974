/** Several host names, mutual TLS and metrics on the embedded Reactor Netty. */
@NullMarked
package io.unifiedtls.samples.netty;

import org.jspecify.annotations.NullMarked;
