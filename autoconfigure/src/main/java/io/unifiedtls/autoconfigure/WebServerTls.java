package io.unifiedtls.autoconfigure;

import java.time.Duration;

import io.unifiedtls.ServerContext;

/**
 * How the embedded web server speaks TLS: the entry {@code web} of {@code tls.servers}.
 *
 * @param context makes the engine of each connection
 * @param handshakeTimeout how long a handshake may take in total
 */
public record WebServerTls(ServerContext context, Duration handshakeTimeout) {}
