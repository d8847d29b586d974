package io.unifiedtls.autoconfigure.web.netty;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.context.annotation.Bean;
import reactor.netty.http.server.HttpServer;

import io.unifiedtls.autoconfigure.TlsAutoConfiguration;
import io.unifiedtls.autoconfigure.WebServerTls;

/** {@link EnableAutoConfiguration Auto-configuration} for TLS on the embedded Reactor Netty server. */
@AutoConfiguration(after = TlsAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
@ConditionalOnClass({HttpServer.class, NettyReactiveWebServerFactory.class})
public final class NettyTlsAutoConfiguration {

    NettyTlsAutoConfiguration() {}

    @Bean
    NettyTlsCustomizer nettyTlsCustomizer(@Qualifier("webServerTls") ObjectProvider<WebServerTls> tls) {
        return new NettyTlsCustomizer(tls);
    }
}
