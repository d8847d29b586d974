package io.unifiedtls.autoconfigure.web.netty;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextType;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.context.annotation.Bean;
import reactor.netty.http.server.HttpServer;

import io.unifiedtls.autoconfigure.WebServerTls;

/** TLS on a management server of its own port: the customizers of the application do not reach it. */
@ManagementContextConfiguration(value = ManagementContextType.CHILD, proxyBeanMethods = false)
@ConditionalOnClass({HttpServer.class, NettyReactiveWebServerFactory.class})
final class NettyManagementTlsConfiguration {

    @Bean
    NettyTlsCustomizer nettyManagementTlsCustomizer(
            @Qualifier("managementServerTls") ObjectProvider<WebServerTls> tls) {
        return new NettyTlsCustomizer(tls);
    }
}
