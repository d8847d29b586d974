package io.unifiedtls.samples.netty;

import io.netty.handler.ssl.SslHandler;
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
        var tls = request.getSslInfo();
        return new Connection(
                request.getURI().getAuthority(),
                Connection.leaf(session.getLocalCertificates()),
                session.getProtocol(),
                session.getCipherSuite(),
                netty.protocol(),
                // tag::client-certificate[]
                (tls == null) ? null : Connection.leaf(tls.getPeerCertificates()));
        // end::client-certificate[]
    }

    /** A stream of HTTP/2 is a channel of its own; TLS is on the one that carries it. */
    private static SslHandler tls(HttpServerRequest request) {
        var connection = (reactor.netty.Connection) request;
        var parent = connection.channel().parent();
        var own = connection.channel().pipeline().get(SslHandler.class);
        return (own != null) ? own : parent.pipeline().get(SslHandler.class);
    }
}
