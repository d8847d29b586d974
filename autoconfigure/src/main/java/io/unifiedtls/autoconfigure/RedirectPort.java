package io.unifiedtls.autoconfigure;

import org.jspecify.annotations.Nullable;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.env.Environment;

import io.unifiedtls.autoconfigure.diagnostics.PropertyNames;
import io.unifiedtls.autoconfigure.diagnostics.Snippet;
import io.unifiedtls.autoconfigure.diagnostics.TlsConfigurationException;

/** The mistakes with {@code redirect-http-port}. */
final class RedirectPort {

    private static final String NAME = ".redirect-http-port";

    static final String PROPERTY = PropertyNames.server(WebServerEntries.WEB) + NAME;

    private static final int HIGHEST_PORT = 65535;

    private RedirectPort() {}

    static void check(String name, @Nullable Integer port, String entry, Environment environment) {
        if (port == null) {
            return;
        }
        if (!name.equals(WebServerEntries.WEB)) {
            throw new TlsConfigurationException(
                    entry + NAME,
                    "redirect-http-port is only supported for web, which the web server uses",
                    "Remove it.",
                    "");
        }
        if (port < 0 || port > HIGHEST_PORT) {
            throw new TlsConfigurationException(
                    PROPERTY,
                    "%d is not a valid port".formatted(port),
                    "Use a number from 1 to 65535, or 0 for any free port:",
                    Snippet.of(PROPERTY, "8080"));
        }
        var server = environment.getProperty("server.port", Integer.class, EmbeddedServers.HTTP_PORT);
        if (port != 0 && port.equals(server)) {
            throw new TlsConfigurationException(
                    PROPERTY,
                    "%d is the port of the web server, server.port%s"
                            .formatted(port, environment.containsProperty("server.port") ? "" : " by default"),
                    "Use another port for either of them:",
                    Snippet.of("server.port", (port == 8443) ? "9443" : "8443"));
        }
    }

    static TlsConfigurationException notOpened(int port, Exception cause) {
        return new TlsConfigurationException(
                PROPERTY,
                "port %d cannot be opened: %s"
                        .formatted(
                                port,
                                NestedExceptionUtils.getMostSpecificCause(cause).getMessage()),
                "Use a port that is free and that the process may open, or stop what is using it:",
                Snippet.of(PROPERTY, (port == 8080) ? "8081" : "8080"),
                cause);
    }
}
