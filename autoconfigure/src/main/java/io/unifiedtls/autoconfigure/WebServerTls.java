package io.unifiedtls.autoconfigure;

import java.time.Duration;

import io.unifiedtls.ServerContext;

/**
 * The TLS settings of an embedded web server.
 *
 * <p>The bean {@code webServerTls} has the settings of {@code tls.servers.web}. The bean {@code managementServerTls},
 * which is injected only by that qualifier, is for a management server on its own port: it has the settings of
 * {@code tls.servers.management} or, if neither that entry nor {@code management.server.ssl} is configured, those of
 * the web server.
 *
 * @param context creates an engine for each connection
 * @param handshakeTimeout the time limit for a handshake
 */
public record WebServerTls(ServerContext context, Duration handshakeTimeout) {}
