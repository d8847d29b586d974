package io.unifiedtls.autoconfigure.web.jetty;

import java.net.InetSocketAddress;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

import io.unifiedtls.autoconfigure.web.HttpsRedirect;
import io.unifiedtls.autoconfigure.web.RedirectServer;

/**
 * Redirects by a Jetty of its own: every connector of the application's would lead to its handlers. Not thread-safe.
 */
final class JettyRedirectServer implements RedirectServer {

    // an acceptor, a selector, and threads for requests, none of which waits for anything
    private static final int MOST_THREADS = 8;

    // 16 KiB: more than Jetty accepts as a request target
    private static final int LONGEST_RESPONSE = 16 * 1024;

    private @Nullable Server server;

    @Override
    public int start(InetSocketAddress address, HttpsRedirect redirect) throws Exception {
        var threads = new QueuedThreadPool(MOST_THREADS, 1);
        threads.setName("https-redirect");
        var server = new Server(threads);
        var configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        // A path that Jetty would find ambiguous is for the application to reject: nothing is looked up by it here.
        configuration.setUriCompliance(UriCompliance.UNSAFE);
        configuration.setResponseHeaderSize(LONGEST_RESPONSE);
        var connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(configuration));
        connector.setHost(address.getAddress().isAnyLocalAddress() ? null : address.getHostString());
        connector.setPort(address.getPort());
        connector.setIdleTimeout(TIMEOUT.toMillis());
        server.addConnector(connector);
        server.setHandler(new RedirectHandler(redirect));
        // Jetty's own writes a page.
        server.setErrorHandler((request, response, callback) -> {
            response.getHeaders().put(HttpHeader.CONNECTION, "close");
            callback.succeeded();
            return true;
        });
        this.server = server;
        try {
            server.start();
            return connector.getLocalPort();
        } catch (Exception exception) {
            stop();
            throw exception;
        }
    }

    @Override
    public void stop() throws Exception {
        if (this.server != null) {
            this.server.stop();
        }
    }

    /** Answers every request. */
    private static final class RedirectHandler extends Handler.Abstract.NonBlocking {

        private final HttpsRedirect redirect;

        RedirectHandler(HttpsRedirect redirect) {
            this.redirect = redirect;
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            var headers = response.getHeaders();
            var location = this.redirect.location(
                    request.getHeaders().get(HttpHeader.HOST),
                    request.getHttpURI().toString());
            response.setStatus(location.isPresent() ? HttpsRedirect.PERMANENT_REDIRECT : HttpsRedirect.BAD_REQUEST);
            location.ifPresent(uri -> headers.put(HttpHeader.LOCATION, uri));
            headers.put(HttpHeader.CONTENT_LENGTH, 0L);
            headers.put(HttpHeader.CONNECTION, "close");
            callback.succeeded();
            return true;
        }
    }
}
