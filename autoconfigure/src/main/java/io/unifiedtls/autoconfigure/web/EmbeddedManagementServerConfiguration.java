package io.unifiedtls.autoconfigure.web;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextType;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.web.server.WebServerFactory;
import org.springframework.context.annotation.Bean;

import io.unifiedtls.autoconfigure.EmbeddedServers;

/** The check of a management server on its own port: the customizers of the application do not reach it. */
@ManagementContextConfiguration(value = ManagementContextType.CHILD, proxyBeanMethods = false)
@ConditionalOnClass(WebServerFactory.class)
@ConditionalOnBean(EmbeddedServers.class)
final class EmbeddedManagementServerConfiguration {

    @Bean
    EmbeddedServerCheck tlsEmbeddedManagementServerCheck(EmbeddedServers servers, ListableBeanFactory beans) {
        return new EmbeddedServerCheck(beans, "managementServerTls", servers::checkManagementServer);
    }
}
