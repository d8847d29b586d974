package io.unifiedtls.autoconfigure.test;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.test.http.server.LocalTestWebServer;
import org.springframework.boot.test.http.server.LocalTestWebServer.BaseUriDetails;
import org.springframework.boot.test.http.server.LocalTestWebServer.Scheme;
import org.springframework.context.ApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.util.ClassUtils;
import org.springframework.web.context.WebApplicationContext;

/** Lets test clients use {@code https} if the web server has {@code tls.servers.web}. */
@Order(Ordered.HIGHEST_PRECEDENCE) // Spring Boot's own know of server.ssl alone, and would say http
final class TlsLocalTestWebServerProvider implements LocalTestWebServer.Provider {

    private static final String WEB_SERVER_CONTEXT =
            "org.springframework.boot.web.server.context.WebServerApplicationContext";

    private final ApplicationContext context;

    TlsLocalTestWebServerProvider(ApplicationContext context) {
        this.context = context;
    }

    @Override
    public @Nullable LocalTestWebServer getLocalTestWebServer() {
        return (hasWebServer() && this.context.containsBean("webServerTls"))
                ? LocalTestWebServer.of(Scheme.HTTPS, this::baseUri)
                : null;
    }

    private boolean hasWebServer() {
        var classLoader = this.context.getClassLoader();
        return ClassUtils.isPresent(WEB_SERVER_CONTEXT, classLoader)
                && ClassUtils.resolveClassName(WEB_SERVER_CONTEXT, classLoader).isInstance(this.context);
    }

    private BaseUriDetails baseUri() {
        var environment = this.context.getEnvironment();
        var isServlet = ClassUtils.isPresent("jakarta.servlet.Servlet", this.context.getClassLoader())
                && this.context instanceof WebApplicationContext;
        return new BaseUriDetails(
                environment.getProperty("local.server.port", Integer.class, 8080),
                environment.getProperty(isServlet ? "server.servlet.context-path" : "spring.webflux.base-path", ""));
    }
}
