package io.unifiedtls.samples.netty;

import java.net.http.HttpClient;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.client.reactive.JdkClientHttpConnector;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;

import io.unifiedtls.ClientContext;

// tag::client[]
/** Calls the shop as the worker that {@code tls.clients.shop} is. */
@Component
class ShopClient {

    private final WebClient web;

    ShopClient(@Qualifier("shop") ClientContext tls) {
        var http = HttpClient.newBuilder().sslContext(tls.sslContext()).build();
        this.web = WebClient.builder()
                .clientConnector(new JdkClientHttpConnector(http))
                .build();
    }

    Mono<String> get(String uri) {
        return this.web.get().uri(uri).retrieve().bodyToMono(String.class);
    }
}
// end::client[]
