package io.unifiedtls.autoconfigure.web;

import org.springframework.boot.web.server.WebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;

/**
 * Makes one kind of embedded web server speak TLS.
 *
 * @param <F> the factories that it customizes; a server of any other kind would speak plain HTTP
 */
public interface WebServerTlsCustomizer<F extends WebServerFactory> extends WebServerFactoryCustomizer<F> {}
