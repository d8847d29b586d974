package io.unifiedtls.autoconfigure.web;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.server.WebServerFactory;
import org.springframework.context.annotation.Bean;

import io.unifiedtls.autoconfigure.EmbeddedServers;
import io.unifiedtls.autoconfigure.TlsAutoConfiguration;

/**
 * {@link EnableAutoConfiguration Auto-configuration} that ensures that an embedded web server with TLS entries does not
 * silently serve plain HTTP.
 */
@AutoConfiguration(after = TlsAutoConfiguration.class)
@ConditionalOnWebApplication
@ConditionalOnClass(WebServerFactory.class)
@ConditionalOnBean(EmbeddedServers.class)
public final class EmbeddedServerAutoConfiguration {

    EmbeddedServerAutoConfiguration() {}

    @Bean
    EmbeddedServerCheck tlsEmbeddedServerCheck(EmbeddedServers servers, ListableBeanFactory beans) {
        return new EmbeddedServerCheck(beans, "webServerTls", servers::checkWebServer);
    }
}
