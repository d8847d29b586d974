package io.unifiedtls.autoconfigure.web.tomcat;

import org.apache.catalina.startup.Tomcat;
import org.apache.coyote.UpgradeProtocol;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextType;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.context.annotation.Bean;

import io.unifiedtls.autoconfigure.WebServerTls;

/** TLS on a management server of its own port: the customizers of the application do not reach it. */
@ManagementContextConfiguration(value = ManagementContextType.CHILD, proxyBeanMethods = false)
@ConditionalOnClass({Tomcat.class, UpgradeProtocol.class, ConfigurableTomcatWebServerFactory.class})
final class TomcatManagementTlsConfiguration {

    @Bean
    TomcatTlsCustomizer tomcatManagementTlsCustomizer(
            @Qualifier("managementServerTls") ObjectProvider<WebServerTls> tls) {
        return new TomcatTlsCustomizer(tls);
    }
}
