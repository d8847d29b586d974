package io.unifiedtls.autoconfigure.web;

import java.nio.charset.StandardCharsets;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.reactor.netty.autoconfigure.NettyReactiveWebServerAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import reactor.core.publisher.Mono;

import io.unifiedtls.autoconfigure.TlsAutoConfiguration;
import io.unifiedtls.autoconfigure.web.netty.NettyTlsAutoConfiguration;
import io.unifiedtls.fixtures.RecordedHandshakes;

/** An application on Reactor Netty that answers with what it knows of the connection, or with what it was sent. */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration({
    TlsAutoConfiguration.class,
    NettyTlsAutoConfiguration.class,
    NettyReactiveWebServerAutoConfiguration.class
})
class NettyApplication {

    @Bean
    RecordedHandshakes handshakes() {
        return new RecordedHandshakes();
    }

    @Bean
    HttpHandler connectionHandler() {
        return (request, response) -> {
            if (request.getMethod() == HttpMethod.POST) {
                return echo(request, response);
            }
            var body = response.bufferFactory().wrap(describe(request).getBytes(StandardCharsets.UTF_8));
            return response.writeWith(Mono.just(body));
        };
    }

    private static Mono<Void> echo(ServerHttpRequest request, ServerHttpResponse response) {
        return DataBufferUtils.join(request.getBody()).flatMap(body -> {
            response.getHeaders().setContentLength(body.readableByteCount());
            return response.writeWith(Mono.just(body));
        });
    }

    private static String describe(ServerHttpRequest request) {
        var ssl = request.getSslInfo();
        var clients = (ssl == null) ? null : ssl.getPeerCertificates();
        return "scheme=%s secure=%s session=%s client=%s%n"
                .formatted(
                        request.getURI().getScheme(),
                        ssl != null,
                        ssl != null
                                && ssl.getSessionId() != null
                                && !ssl.getSessionId().isEmpty(),
                        clients == null ? "none" : clients[0].getSubjectX500Principal());
    }
}
