package io.unifiedtls.autoconfigure.web.jetty;

import org.eclipse.jetty.server.Server;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.jetty.ConfigurableJettyWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

import io.unifiedtls.autoconfigure.EmbeddedServers;
import io.unifiedtls.autoconfigure.TlsAutoConfiguration;
import io.unifiedtls.autoconfigure.WebServerTls;
import io.unifiedtls.autoconfigure.web.RedirectLifecycle;

/** {@link EnableAutoConfiguration Auto-configuration} for TLS on the embedded Jetty. */
@AutoConfiguration(after = TlsAutoConfiguration.class)
@ConditionalOnWebApplication
@ConditionalOnClass({Server.class, ConfigurableJettyWebServerFactory.class, WebServerFactoryCustomizer.class})
public final class JettyTlsAutoConfiguration {

    JettyTlsAutoConfiguration() {}

    @Bean
    JettyTlsCustomizer jettyTlsCustomizer(@Qualifier("webServerTls") ObjectProvider<WebServerTls> tls) {
        return new JettyTlsCustomizer(tls);
    }

    @Bean
    RedirectLifecycle jettyRedirectLifecycle(EmbeddedServers servers, ConfigurableApplicationContext application) {
        return new RedirectLifecycle(new JettyRedirectServer(), servers, application);
    }

    @Bean
    WebServerFactoryCustomizer<ConfigurableJettyWebServerFactory> jettyRedirectCustomizer(
            @Qualifier("jettyRedirectLifecycle") RedirectLifecycle lifecycle) {
        return lifecycle::redirectTo;
    }
}
