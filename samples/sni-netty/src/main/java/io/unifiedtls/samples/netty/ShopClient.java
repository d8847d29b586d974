package io.unifiedtls.samples.netty;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

import io.unifiedtls.ClientContext;

/** Calls the shop with the client certificate of {@code tls.clients.shop}. */
@Component
class ShopClient {

    private final HttpClient http;

    ShopClient(@Qualifier("shop") ClientContext tls) {
        this.http = HttpClient.newBuilder().sslContext(tls.sslContext()).build();
    }

    Mono<HttpResponse<String>> get(URI uri) {
        var request = HttpRequest.newBuilder(uri).build();
        return Mono.fromFuture(() -> this.http.sendAsync(request, BodyHandlers.ofString()));
    }
}
