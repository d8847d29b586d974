package io.unifiedtls.autoconfigure.client;

import java.util.Optional;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.ReactorClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.reactive.ClientHttpConnectorBuilder;
import org.springframework.boot.http.client.reactive.ReactorClientHttpConnectorBuilder;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.reactive.ClientHttpConnector;
import reactor.netty.http.client.HttpClient;

import io.unifiedtls.ClientContext;
import io.unifiedtls.autoconfigure.bundle.TlsSslBundle;

/**
 * Has Spring Boot's clients on Reactor Netty use the context of a bundle. Boot gives the managers of a bundle to
 * Netty's own TLS, whose sessions would outlive the trust that they were made with.
 */
final class ReactorBuilders implements BeanPostProcessor {

    private static final String REQUEST_FACTORIES = "clientHttpRequestFactoryBuilder";

    private static final String CONNECTORS = "clientHttpConnectorBuilder";

    /** Only Spring Boot's own beans: those of an application may be injected by their class. */
    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        if (name.equals(REQUEST_FACTORIES) && bean instanceof ReactorClientHttpRequestFactoryBuilder builder) {
            return new RequestFactories(builder);
        }
        if (name.equals(CONNECTORS) && bean instanceof ReactorClientHttpConnectorBuilder builder) {
            return new Connectors(builder);
        }
        return bean;
    }

    /** Returns what makes a client use the context of a bundle; empty if the bundle is not one of ours. */
    private static Optional<UnaryOperator<HttpClient>> securing(@Nullable HttpClientSettings settings) {
        return (settings != null
                        && settings.sslBundle() instanceof TlsSslBundle bundle
                        && bundle.context() instanceof ClientContext context)
                ? Optional.of(client -> ReactorClientTls.secure(client, context))
                : Optional.empty();
    }

    private static HttpClientSettings withoutBundle(@Nullable HttpClientSettings settings) {
        return ((settings != null) ? settings : HttpClientSettings.defaults()).withSslBundle(null);
    }

    private record RequestFactories(ReactorClientHttpRequestFactoryBuilder builder)
            implements ClientHttpRequestFactoryBuilder<ClientHttpRequestFactory> {

        @Override
        public ClientHttpRequestFactory build(@Nullable HttpClientSettings settings) {
            var securing = securing(settings);
            return securing.isPresent()
                    ? this.builder.withHttpClientCustomizer(securing.get()).build(withoutBundle(settings))
                    : this.builder.build(settings);
        }
    }

    private record Connectors(ReactorClientHttpConnectorBuilder builder)
            implements ClientHttpConnectorBuilder<ClientHttpConnector> {

        @Override
        public ClientHttpConnector build(@Nullable HttpClientSettings settings) {
            var securing = securing(settings);
            return securing.isPresent()
                    ? this.builder.withHttpClientCustomizer(securing.get()).build(withoutBundle(settings))
                    : this.builder.build(settings);
        }
    }
}
