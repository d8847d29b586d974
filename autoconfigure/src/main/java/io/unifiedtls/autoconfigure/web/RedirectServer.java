package io.unifiedtls.autoconfigure.web;

import java.net.InetSocketAddress;
import java.time.Duration;

/** A server for plain HTTP that only redirects. It shares neither a connector nor a handler with the application. */
public interface RedirectServer {

    /** The time that a client has for its request. */
    Duration TIMEOUT = Duration.ofSeconds(10);

    /**
     * Starts to listen.
     *
     * @return the local port
     * @throws Exception if the port cannot be opened
     */
    int start(InetSocketAddress address, HttpsRedirect redirect) throws Exception;

    /** Closes the port and all connections. */
    void stop() throws Exception;
}
