package io.unifiedtls.test.spring;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.resttestclient.autoconfigure.AutoConfigureRestTestClient;
import org.springframework.boot.resttestclient.autoconfigure.RestTestClientBuilderCustomizer;
import org.springframework.boot.test.http.server.LocalTestWebServer;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.test.web.servlet.client.RestTestClient;

/** The {@link RestTestClient} of a {@link TlsTest} with {@link AutoConfigureRestTestClient}. */
@AutoConfiguration(
        beforeName = "org.springframework.boot.resttestclient.autoconfigure.RestTestClientTestAutoConfiguration")
@ConditionalOnBean(TestClientCredentials.class)
final class RestTestClientTlsAutoConfiguration {

    RestTestClientTlsAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean
    RestTestClient restTestClient(
            TestClientCredentials credentials,
            ApplicationContext context,
            ObjectProvider<RestTestClientBuilderCustomizer> customizers) {
        var builder = RestTestClient.bindToServer(new JdkClientHttpRequestFactory(credentials.httpClient()))
                .uriBuilderFactory(LocalTestWebServer.obtain(context).uriBuilderFactory());
        customizers.orderedStream().forEach(customizer -> customizer.customize(builder));
        return builder.build();
    }
}
