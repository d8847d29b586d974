package io.unifiedtls.autoconfigure;

import java.util.OptionalInt;
import java.util.stream.Collectors;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;

import io.unifiedtls.autoconfigure.diagnostics.PropertyNames;
import io.unifiedtls.autoconfigure.diagnostics.Snippet;
import io.unifiedtls.autoconfigure.diagnostics.TlsConfigurationException;

/**
 * Checks before startup that an embedded web server uses the entries of {@code tls.servers} as configured: a mistake
 * would leave it serving plain HTTP. For the auto-configuration of web servers only.
 */
public final class EmbeddedServers implements SmartInitializingSingleton {

    private static final Log LOG = LogFactory.getLog(EmbeddedServers.class);

    private static final String ACTUATOR =
            "org.springframework.boot.actuate.autoconfigure.web.server.ManagementContextAutoConfiguration";

    // Spring Boot's default for server.port
    static final int HTTP_PORT = 8080;

    private final TlsProperties properties;

    private final Environment environment;

    private volatile boolean checked;

    private volatile boolean redirects;

    EmbeddedServers(TlsProperties properties, Environment environment) {
        this.properties = properties;
        this.environment = environment;
    }

    /**
     * Checks the web server of the application.
     *
     * @param server the name of the web server, for the report
     * @param usesTls whether TLS is configured for it
     * @param supported whether the web server is supported
     */
    public void checkWebServer(String server, boolean usesTls, boolean supported) {
        this.checked = true;
        if (usesTls && !supported) {
            throw unsupported(server, WebServerEntries.WEB);
        }
        if (this.properties.servers().containsKey(WebServerEntries.MANAGEMENT)) {
            checkManagementPort();
        }
        if (!usesTls && !this.properties.servers().isEmpty() && !WebServerEntries.hasServerSsl(this.environment)) {
            LOG.warn("the embedded web server speaks plain HTTP: no entry of tls.servers is named web; "
                    + "%s, or set server.ssl.enabled: false if plain HTTP is intended".formatted(whatToWrite()));
        }
    }

    private String whatToWrite() {
        var others = this.properties.servers().keySet().stream()
                .filter(name -> !WebServerEntries.isWebServer(name))
                .map(PropertyNames::server)
                .sorted()
                .collect(Collectors.joining(" or "));
        return others.isEmpty() ? "add tls.servers.web" : "rename %s to tls.servers.web".formatted(others);
    }

    /**
     * Checks a management server on its own port.
     *
     * @param server the name of the web server, for the report
     * @param usesTls whether TLS is configured for it
     * @param supported whether the web server is supported
     */
    public void checkManagementServer(String server, boolean usesTls, boolean supported) {
        if (usesTls && !supported) {
            var own = this.properties.servers().containsKey(WebServerEntries.MANAGEMENT);
            throw unsupported(server, own ? WebServerEntries.MANAGEMENT : WebServerEntries.WEB);
        }
    }

    /** Returns the port on which the web server redirects plain HTTP; empty if it does not. */
    public OptionalInt useRedirectPort() {
        this.redirects = true;
        return redirectPort();
    }

    private OptionalInt redirectPort() {
        var web = this.properties.servers().get(WebServerEntries.WEB);
        return (web == null || web.redirectHttpPort() == null)
                ? OptionalInt.empty()
                : OptionalInt.of(web.redirectHttpPort());
    }

    /** Returns the report of a redirect port that cannot be opened. */
    public static TlsConfigurationException redirectPortNotOpened(int port, Exception cause) {
        return RedirectPort.notOpened(port, cause);
    }

    /** An entry for a management server that shares the port of the web server would protect nothing. */
    private void checkManagementPort() {
        var entry = PropertyNames.server(WebServerEntries.MANAGEMENT);
        var management = this.environment.getProperty("management.server.port", Integer.class);
        if (!ClassUtils.isPresent(ACTUATOR, null)) {
            throw new TlsConfigurationException(
                    entry,
                    "there is no management server: Spring Boot's actuator is not on the class path",
                    "Add the dependency spring-boot-starter-actuator, or remove %s.".formatted(entry),
                    "");
        }
        if (management != null && management < 0) {
            LOG.warn("%s is unused: management.server.port is %d, which disables the management server"
                    .formatted(entry, management));
            return;
        }
        var port = this.environment.getProperty("server.port", Integer.class, HTTP_PORT);
        if (management == null || (management != 0 && management.equals(port))) {
            throw new TlsConfigurationException(
                    entry,
                    "the management server has no port of its own, so it uses the web server's TLS: "
                            + (management == null
                                    ? "management.server.port is not set"
                                    : "management.server.port and server.port are both %d".formatted(port)),
                    "Set a port for the management server, or remove %s:".formatted(entry),
                    Snippet.of("management.server.port", (port == 9443) ? "9444" : "9443"));
        }
    }

    /** Embedded web servers are made before the other singletons are. */
    @Override
    public void afterSingletonsInstantiated() {
        if (!this.redirects && redirectPort().isPresent()) {
            LOG.warn("%s is unused: it requires an embedded web server".formatted(RedirectPort.PROPERTY));
        }
        if (!this.checked) {
            this.properties.servers().keySet().stream()
                    .filter(WebServerEntries::isWebServer)
                    .forEach(name ->
                            LOG.info("%s is not used by an embedded web server".formatted(PropertyNames.server(name))));
        }
    }

    private static TlsConfigurationException unsupported(String server, String entry) {
        return new TlsConfigurationException(
                PropertyNames.server(entry),
                "the embedded web server %s is not supported, and would speak plain HTTP".formatted(server),
                "Use Tomcat (spring-boot-starter-tomcat), Jetty (spring-boot-starter-jetty) or Reactor Netty"
                        + " (spring-boot-starter-reactor-netty), or remove %s.".formatted(PropertyNames.server(entry)),
                "");
    }
}
