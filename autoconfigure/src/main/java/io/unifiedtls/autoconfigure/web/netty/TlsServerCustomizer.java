package io.unifiedtls.autoconfigure.web.netty;

import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import reactor.netty.NettyPipeline;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.server.HttpServer;
import reactor.netty.tcp.SslProvider;

import io.unifiedtls.autoconfigure.WebServerTls;

/** Makes a server of Reactor Netty speak TLS. */
final class TlsServerCustomizer implements NettyServerCustomizer {

    private static final String OUTCOME = "tls-handshake-outcome";

    private static final String CLOSE = "tls-lingering-close";

    private final WebServerTls tls;

    private final boolean http2;

    TlsServerCustomizer(WebServerTls tls, boolean http2) {
        this.tls = tls;
        this.http2 = http2;
    }

    @Override
    public HttpServer apply(HttpServer server) {
        var secure = server.secure(sslProvider())
                .doOnChannelInit((observer, channel, address) -> channel.pipeline()
                        .addBefore(NettyPipeline.SslHandler, CLOSE, new LingeringClose())
                        .addAfter(NettyPipeline.SslReader, OUTCOME, new HandshakeFailureHandler()));
        // Spring Boot believes that there is no TLS, and has set HTTP/2 without it.
        return this.http2 ? secure.protocol(HttpProtocol.HTTP11, HttpProtocol.H2) : secure;
    }

    private SslProvider sslProvider() {
        return SslProvider.builder()
                .sslContext(new NettySslContext(this.tls.context()))
                .handshakeTimeout(this.tls.handshakeTimeout())
                .build();
    }
}
