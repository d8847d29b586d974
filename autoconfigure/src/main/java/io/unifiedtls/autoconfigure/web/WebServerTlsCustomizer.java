package io.unifiedtls.autoconfigure.web;

import org.springframework.boot.web.server.WebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;

/**
 * Configures TLS for one kind of embedded web server.
 *
 * @param <F> the web server factories to customize; any other server would serve plain HTTP
 */
public interface WebServerTlsCustomizer<F extends WebServerFactory> extends WebServerFactoryCustomizer<F> {}
