package io.unifiedtls.samples.netty;

import java.security.cert.X509Certificate;

import io.netty.handler.ssl.SslHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import reactor.netty.http.server.HttpServerRequest;

import io.unifiedtls.samples.development.Connection;

/** Reads what Reactor Netty knows of the connection of a request. */
final class Connections {

    private Connections() {}

    static Connection of(ServerHttpRequest request) {
        HttpServerRequest netty = ServerHttpRequestDecorator.getNativeRequest(request);
        var session = tls(netty).engine().getSession();
        return new Connection(
                request.getURI().getAuthority(),
                Connection.leaf(session.getLocalCertificates()),
                session.getProtocol(),
                session.getCipherSuite(),
                netty.protocol(),
                client(request));
    }

    // tag::client-certificate[]
    private static @Nullable X509Certificate client(ServerHttpRequest request) {
        var tls = request.getSslInfo();
        return (tls == null) ? null : Connection.leaf(tls.getPeerCertificates());
    }
    // end::client-certificate[]

    /** A stream of HTTP/2 is a channel of its own; TLS is on the one that carries it. */
    private static SslHandler tls(HttpServerRequest request) {
        var connection = (reactor.netty.Connection) request;
        var parent = connection.channel().parent();
        var own = connection.channel().pipeline().get(SslHandler.class);
        return (own != null) ? own : parent.pipeline().get(SslHandler.class);
    }
}
