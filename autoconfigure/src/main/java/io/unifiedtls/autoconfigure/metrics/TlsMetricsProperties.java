package io.unifiedtls.autoconfigure.metrics;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The properties below {@code tls.metrics}.
 *
 * @param serverNameTag Whether to tag server name meters with the configured name or wildcard that matched.
 * @param clientKeys Whether to count handshakes by the kind of key in the client's certificate.
 */
@ConfigurationProperties("tls.metrics")
record TlsMetricsProperties(
        @DefaultValue("false") boolean serverNameTag,
        @DefaultValue("false") boolean clientKeys) {}
