package io.unifiedtls.autoconfigure.web.netty;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.http.client.ReactorResourceFactory;
import reactor.netty.http.server.HttpServer;

import io.unifiedtls.autoconfigure.EmbeddedServers;
import io.unifiedtls.autoconfigure.TlsAutoConfiguration;
import io.unifiedtls.autoconfigure.WebServerTls;
import io.unifiedtls.autoconfigure.web.RedirectLifecycle;

/** {@link EnableAutoConfiguration Auto-configuration} for TLS on the embedded Reactor Netty server. */
@AutoConfiguration(after = TlsAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
@ConditionalOnClass({HttpServer.class, NettyReactiveWebServerFactory.class, WebServerFactoryCustomizer.class})
public final class NettyTlsAutoConfiguration {

    NettyTlsAutoConfiguration() {}

    @Bean
    NettyTlsCustomizer nettyTlsCustomizer(@Qualifier("webServerTls") ObjectProvider<WebServerTls> tls) {
        return new NettyTlsCustomizer(tls);
    }

    @Bean
    RedirectLifecycle nettyRedirectLifecycle(
            ObjectProvider<ReactorResourceFactory> resources,
            EmbeddedServers servers,
            ConfigurableApplicationContext application) {
        return new RedirectLifecycle(new NettyRedirectServer(resources), servers, application);
    }

    @Bean
    WebServerFactoryCustomizer<NettyReactiveWebServerFactory> nettyRedirectCustomizer(
            @Qualifier("nettyRedirectLifecycle") RedirectLifecycle lifecycle) {
        return lifecycle::redirectTo;
    }
}
