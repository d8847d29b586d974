package io.unifiedtls.samples.netty;

import java.net.URI;
import java.util.Objects;

import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

import io.unifiedtls.samples.development.Call;
import io.unifiedtls.samples.development.ConnectionPage;

/** Shows what a request came over, and calls itself. */
@RestController
class ShopController {

    private final ShopClient client;

    ShopController(ShopClient client) {
        this.client = client;
    }

    @GetMapping("/")
    ResponseEntity<String> connection(
            ServerHttpRequest request,
            @RequestHeader(name = HttpHeaders.ACCEPT, defaultValue = MediaType.ALL_VALUE) String accept) {
        return ConnectionPage.of(Connections.of(request), "Reactor Netty", accept);
    }

    @GetMapping(path = "/call", produces = MediaType.TEXT_PLAIN_VALUE)
    Mono<String> call(ServerHttpRequest request) {
        var port = Objects.requireNonNull(request.getLocalAddress()).getPort();
        return this.client
                .get(URI.create("https://localhost:%d/".formatted(port)))
                .map(Call::text);
    }
}
