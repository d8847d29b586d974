package io.unifiedtls.autoconfigure.web.jetty;

import org.eclipse.jetty.server.Server;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextType;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.jetty.ConfigurableJettyWebServerFactory;
import org.springframework.context.annotation.Bean;

import io.unifiedtls.autoconfigure.WebServerTls;

/** TLS on a management server of its own port: the customizers of the application do not reach it. */
@ManagementContextConfiguration(value = ManagementContextType.CHILD, proxyBeanMethods = false)
@ConditionalOnClass({Server.class, ConfigurableJettyWebServerFactory.class})
final class JettyManagementTlsConfiguration {

    @Bean
    JettyTlsCustomizer jettyManagementTlsCustomizer(
            @Qualifier("managementServerTls") ObjectProvider<WebServerTls> tls) {
        return new JettyTlsCustomizer(tls);
    }
}
