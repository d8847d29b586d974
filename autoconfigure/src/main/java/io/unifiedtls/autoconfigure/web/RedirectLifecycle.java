package io.unifiedtls.autoconfigure.web;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.OptionalInt;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.server.AbstractConfigurableWebServerFactory;
import org.springframework.boot.web.server.WebServerFactory;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.env.MapPropertySource;

import io.unifiedtls.autoconfigure.EmbeddedServers;

/** Runs the server of {@code tls.servers.web.redirect-http-port} while the web server runs. */
public final class RedirectLifecycle implements SmartLifecycle {

    private static final Log LOG = LogFactory.getLog(RedirectLifecycle.class);

    /** The environment property with the port, as {@code local.server.port} is for the web server. */
    private static final String LOCAL_PORT = "local.redirect.port";

    private final RedirectServer server;

    private final EmbeddedServers servers;

    private final ConfigurableApplicationContext application;

    private OptionalInt port = OptionalInt.empty();

    private @Nullable InetAddress address;

    private volatile boolean running;

    public RedirectLifecycle(
            RedirectServer server, EmbeddedServers servers, ConfigurableApplicationContext application) {
        this.server = server;
        this.servers = servers;
        this.application = application;
    }

    /** Redirects to the web server that this factory creates, if that is configured. */
    public void redirectTo(WebServerFactory factory) {
        this.port = this.servers.useRedirectPort();
        this.address = (factory instanceof AbstractConfigurableWebServerFactory configurable)
                ? configurable.getAddress()
                : null;
    }

    /** After the web server, whose port must be known, and stops before it. */
    @Override
    public int getPhase() {
        return WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE;
    }

    @Override
    public void start() {
        if (this.port.isPresent()) {
            start(this.port.getAsInt());
        }
    }

    private void start(int port) {
        try {
            var local = this.server.start(new InetSocketAddress(this.address, port), new HttpsRedirect(this::tlsPort));
            this.application
                    .getEnvironment()
                    .getPropertySources()
                    .addFirst(new MapPropertySource("tlsRedirectPort", Map.of(LOCAL_PORT, local)));
            this.running = true;
            LOG.info("requests for http on port %d are redirected to https on port %d".formatted(local, tlsPort()));
        } catch (Exception exception) {
            throw EmbeddedServers.redirectPortNotOpened(port, exception);
        }
    }

    private int tlsPort() {
        var server = ((WebServerApplicationContext) this.application).getWebServer();
        return (server == null) ? -1 : server.getPort();
    }

    @Override
    public void stop() {
        this.running = false;
        try {
            this.server.stop();
        } catch (Exception exception) {
            LOG.warn("cannot stop the server that redirects to https", exception);
        }
    }

    @Override
    public boolean isRunning() {
        return this.running;
    }
}
