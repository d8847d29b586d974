/** Tests of the Grafana dashboard and the Prometheus alerts in {@code docs/monitoring}. */
@NullMarked
package io.unifiedtls.samples.tomcat.monitoring;

import org.jspecify.annotations.NullMarked;
