package io.unifiedtls.samples.tomcat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

import io.unifiedtls.ClientContext;

// tag::client[]
/** Calls the shop with the client certificate of {@code tls.clients.shop}. */
@Component
class ShopClient {

    private final HttpClient http;

    ShopClient(@Qualifier("shop") ClientContext tls) {
        this.http = HttpClient.newBuilder().sslContext(tls.sslContext()).build();
    }

    HttpResponse<String> get(URI uri) throws IOException, InterruptedException {
        return this.http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }
}
// end::client[]
