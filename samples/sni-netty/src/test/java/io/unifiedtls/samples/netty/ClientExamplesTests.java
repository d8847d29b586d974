package io.unifiedtls.samples.netty;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.IdentityCipherSuiteFilter;
import io.netty.handler.ssl.JdkSslContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.UseMainMethod;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.client.reactive.JdkClientHttpConnector;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.client.HttpClient;

import io.unifiedtls.ClientContext;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, useMainMethod = UseMainMethod.ALWAYS)
class ClientExamplesTests {

    @LocalServerPort
    int port;

    @Autowired
    @Qualifier("shop")
    ClientContext tls;

    @Test
    void webClient() {
        // tag::web-client[]
        var http = java.net.http.HttpClient.newBuilder()
                .sslContext(this.tls.sslContext())
                .build();
        var shop = WebClient.builder()
                .clientConnector(new JdkClientHttpConnector(http))
                .build();
        // end::web-client[]

        assertThat(get(shop)).contains("CN=worker", "HTTP/2");
    }

    @Test
    void webClientOverReactorNetty() {
        // tag::reactor-netty[]
        var context = this.tls.sslContext();
        var settings = context.getDefaultSSLParameters();
        var alpn = new ApplicationProtocolConfig(
                Protocol.ALPN,
                SelectorFailureBehavior.NO_ADVERTISE,
                SelectedListenerFailureBehavior.ACCEPT,
                "h2",
                "http/1.1");
        var netty = new JdkSslContext(
                context,
                true,
                List.of(settings.getCipherSuites()),
                IdentityCipherSuiteFilter.INSTANCE,
                alpn,
                ClientAuth.NONE,
                settings.getProtocols(),
                false);
        var http = HttpClient.create()
                .protocol(HttpProtocol.H2, HttpProtocol.HTTP11)
                .secure(ssl -> ssl.sslContext(netty));
        var shop = WebClient.builder()
                .clientConnector(new ReactorClientHttpConnector(http))
                .build();
        // end::reactor-netty[]

        assertThat(get(shop)).contains("CN=worker", "HTTP/2");
    }

    private @Nullable String get(WebClient shop) {
        var uri = "https://localhost:%d/".formatted(this.port);
        return shop.get().uri(uri).retrieve().bodyToMono(String.class).block();
    }
}
