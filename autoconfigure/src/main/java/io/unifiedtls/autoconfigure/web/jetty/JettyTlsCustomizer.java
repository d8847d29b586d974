package io.unifiedtls.autoconfigure.web.jetty;

import java.util.ArrayList;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.jetty.ConfigurableJettyWebServerFactory;
import org.springframework.boot.jetty.JettyServerCustomizer;
import org.springframework.boot.jetty.JettyWebServerFactory;
import org.springframework.boot.web.server.AbstractConfigurableWebServerFactory;
import org.springframework.core.Ordered;
import org.springframework.util.ClassUtils;

import io.unifiedtls.autoconfigure.WebServerTls;
import io.unifiedtls.autoconfigure.web.AlpnCheck;
import io.unifiedtls.autoconfigure.web.WebServerTlsCustomizer;

/** Makes the embedded Jetty, servlet or reactive, speak TLS, if the application is configured so when it runs. */
final class JettyTlsCustomizer implements WebServerTlsCustomizer<ConfigurableJettyWebServerFactory>, Ordered {

    private final ObjectProvider<WebServerTls> tls;

    JettyTlsCustomizer(ObjectProvider<WebServerTls> tls) {
        this.tls = tls;
    }

    /** Late, so that what others set is seen, and before those that have no order. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE - 100;
    }

    @Override
    public void customize(ConfigurableJettyWebServerFactory factory) {
        this.tls.ifAvailable(tls -> customize(factory, tls));
    }

    private static void customize(ConfigurableJettyWebServerFactory factory, WebServerTls tls) {
        var http2 = http2(factory);
        AlpnCheck.check(tls.context().configuration(), http2);
        if (http2) {
            requireHttp2();
        }
        var customizer = new TlsServerCustomizer(tls, http2);
        if (factory instanceof JettyWebServerFactory jetty) {
            // As with server.ssl, the application's customizers see TLS; a connector that one adds stays as it is.
            var customizers = new ArrayList<JettyServerCustomizer>();
            customizers.add(customizer);
            customizers.addAll(jetty.getServerCustomizers());
            jetty.setServerCustomizers(customizers);
        } else {
            factory.addServerCustomizers(customizer);
        }
    }

    private static boolean http2(ConfigurableJettyWebServerFactory factory) {
        return factory instanceof AbstractConfigurableWebServerFactory configurable
                && configurable.getHttp2() != null
                && configurable.getHttp2().isEnabled();
    }

    /** Spring Boot uses a class of it even for plain HTTP, and says only that this class is missing. */
    private static void requireHttp2() {
        if (!ClassUtils.isPresent("org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory", null)) {
            throw new IllegalStateException(
                    "HTTP/2 on Jetty requires org.eclipse.jetty.http2:jetty-http2-server, which is"
                            + " not on the class path; add it, or set server.http2.enabled=false");
        }
    }
}
