/** Two nodes of an application behind a load balancer, which resume each other's sessions. */
@NullMarked
package io.unifiedtls.samples.cluster;

import org.jspecify.annotations.NullMarked;
