package io.unifiedtls.autoconfigure.web.tomcat;

import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

import org.apache.coyote.ActionCode;
import org.apache.coyote.Adapter;
import org.apache.coyote.Request;
import org.apache.coyote.Response;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.net.SocketEvent;
import org.jspecify.annotations.Nullable;

import io.unifiedtls.autoconfigure.web.HttpsRedirect;
import io.unifiedtls.autoconfigure.web.RedirectServer;

/** Redirects by Tomcat's HTTP/1.1, without a container behind it. Not thread-safe. */
final class TomcatRedirectServer implements RedirectServer {

    // No request waits for anything.
    private static final int MOST_THREADS = 8;

    // 16 KiB: more than Tomcat accepts as a request target
    private static final int LONGEST_RESPONSE = 16 * 1024;

    private @Nullable Http11NioProtocol protocol;

    private @Nullable ScheduledExecutorService timer;

    @Override
    public int start(InetSocketAddress address, HttpsRedirect redirect) throws Exception {
        var protocol = new Http11NioProtocol();
        var timer = Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "https-redirect-timer"));
        protocol.setAddress(address.getAddress());
        protocol.setPort(address.getPort());
        protocol.setAdapter(new RedirectAdapter(redirect));
        protocol.setUtilityExecutor(timer);
        protocol.setMinSpareThreads(1);
        protocol.setMaxThreads(MOST_THREADS);
        protocol.setMaxKeepAliveRequests(1);
        protocol.setConnectionTimeout((int) TIMEOUT.toMillis());
        protocol.setMaxHttpResponseHeaderSize(LONGEST_RESPONSE);
        this.protocol = protocol;
        this.timer = timer;
        try {
            protocol.init();
            protocol.start();
            return protocol.getLocalPort();
        } catch (Exception exception) {
            stop();
            throw exception;
        }
    }

    @Override
    public void stop() throws Exception {
        try {
            if (this.protocol != null) {
                this.protocol.stop();
                this.protocol.destroy();
            }
        } finally {
            if (this.timer != null) {
                this.timer.shutdownNow();
            }
        }
    }

    /** Answers every request. */
    private record RedirectAdapter(HttpsRedirect redirect) implements Adapter {

        @Override
        public void service(Request request, Response response) {
            if (response.getStatus() >= HttpsRedirect.BAD_REQUEST) {
                // Tomcat has rejected the request already, but leaves the answer to its adapter.
                answer(response, Optional.empty());
                return;
            }
            var query = request.queryString();
            var target = request.requestURI() + (query.isNull() ? "" : "?" + query);
            answer(response, this.redirect.location(request.getMimeHeaders().getHeader("Host"), target));
        }

        private static void answer(Response response, Optional<String> location) {
            response.setStatus(location.isPresent() ? HttpsRedirect.PERMANENT_REDIRECT : HttpsRedirect.BAD_REQUEST);
            location.ifPresent(uri -> response.setHeader("Location", uri));
            response.setContentLength(0);
            response.action(ActionCode.CLOSE, null);
        }

        @Override
        public boolean prepare(Request request, Response response) {
            return true;
        }

        @Override
        public boolean asyncDispatch(Request request, Response response, SocketEvent event) {
            return false;
        }

        @Override
        public void log(Request request, Response response, long time) {}

        @Override
        public void checkRecycled(Request request, Response response) {}

        /** Without a domain, Tomcat registers nothing with JMX. */
        @Override
        public @Nullable String getDomain() {
            return null;
        }
    }
}
