package io.unifiedtls.autoconfigure;

import java.time.Duration;

import io.unifiedtls.ServerContext;

/**
 * How an embedded web server speaks TLS.
 *
 * <p>The bean {@code webServerTls} is that of {@code tls.servers.web}. The bean {@code managementServerTls}, which is
 * injected by that qualifier alone, is for a management server on its own port: that of {@code tls.servers.management},
 * or the web server's where there is none and {@code management.server.ssl} says nothing.
 *
 * @param context makes an engine for each connection
 * @param handshakeTimeout how long a handshake may take
 */
public record WebServerTls(ServerContext context, Duration handshakeTimeout) {}
