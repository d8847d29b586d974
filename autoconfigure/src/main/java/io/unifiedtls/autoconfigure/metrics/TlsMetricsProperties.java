package io.unifiedtls.autoconfigure.metrics;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What {@code application.yml} says about the meters of TLS.
 *
 * @param serverNameTag Whether to tag the meters of server names with the configured name or wildcard that matched.
 */
@ConfigurationProperties("tls.metrics")
record TlsMetricsProperties(@DefaultValue("false") boolean serverNameTag) {}
