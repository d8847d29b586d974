package io.unifiedtls.autoconfigure.web.netty;

import java.net.InetSocketAddress;

import io.netty.handler.codec.http.HttpHeaderNames;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.client.ReactorResourceFactory;
import reactor.netty.DisposableServer;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

import io.unifiedtls.autoconfigure.web.HttpsRedirect;
import io.unifiedtls.autoconfigure.web.RedirectServer;

/** Redirects by a server of Reactor Netty, on the event loops of the web server. Not thread-safe. */
final class NettyRedirectServer implements RedirectServer {

    private final ObjectProvider<ReactorResourceFactory> resources;

    private @Nullable DisposableServer server;

    NettyRedirectServer(ObjectProvider<ReactorResourceFactory> resources) {
        this.resources = resources;
    }

    @Override
    public int start(InetSocketAddress address, HttpsRedirect redirect) {
        var http = HttpServer.create()
                .bindAddress(() -> address)
                .protocol(HttpProtocol.HTTP11)
                .idleTimeout(TIMEOUT)
                .requestTimeout(TIMEOUT)
                .handle((request, response) -> answer(request, response, redirect));
        var shared = this.resources.getIfUnique();
        this.server = ((shared == null) ? http : http.runOn(shared.getLoopResources())).bindNow();
        return this.server.port();
    }

    private static Publisher<Void> answer(
            HttpServerRequest request, HttpServerResponse response, HttpsRedirect redirect) {
        var hosts = request.requestHeaders().getAll(HttpHeaderNames.HOST);
        var location = redirect.location((hosts.size() == 1) ? hosts.get(0) : null, request.uri());
        location.ifPresent(uri -> response.header(HttpHeaderNames.LOCATION, uri));
        return response.status(location.isPresent() ? HttpsRedirect.PERMANENT_REDIRECT : HttpsRedirect.BAD_REQUEST)
                .header(HttpHeaderNames.CONTENT_LENGTH, "0")
                .keepAlive(false)
                .send();
    }

    @Override
    public void stop() {
        if (this.server != null) {
            this.server.disposeNow();
        }
    }
}
