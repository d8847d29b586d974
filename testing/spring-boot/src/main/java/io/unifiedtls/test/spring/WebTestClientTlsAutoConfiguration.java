package io.unifiedtls.test.spring;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.webtestclient.autoconfigure.AutoConfigureWebTestClient;
import org.springframework.boot.webtestclient.autoconfigure.WebTestClientBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.client.reactive.JdkClientHttpConnector;
import org.springframework.test.web.reactive.server.WebTestClient;

/** What the {@link WebTestClient} of a {@link TlsTest} with {@link AutoConfigureWebTestClient} connects with. */
@AutoConfiguration
@ConditionalOnBean(TestClientCredentials.class)
final class WebTestClientTlsAutoConfiguration {

    WebTestClientTlsAutoConfiguration() {}

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE) // a customizer of the test may set another connector
    WebTestClientBuilderCustomizer tlsWebTestClientBuilderCustomizer(TestClientCredentials credentials) {
        return builder -> builder.clientConnector(new JdkClientHttpConnector(credentials.httpClient()));
    }
}
