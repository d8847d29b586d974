package io.unifiedtls.autoconfigure;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;

/**
 * The servers whose names are fixed, only for the configuration metadata: it lists nothing below a map, so an IDE would
 * complete nothing here. Never bound.
 *
 * @param web TLS of the embedded web server.
 * @param management TLS of a management server on its own port; by default, that of the web server.
 */
@ConfigurationProperties("tls.servers")
record WebServerProperties(
        @NestedConfigurationProperty TlsProperties.Server web,
        @NestedConfigurationProperty TlsProperties.Server management) {}
