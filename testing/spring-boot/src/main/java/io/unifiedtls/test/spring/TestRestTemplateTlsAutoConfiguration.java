package io.unifiedtls.test.spring;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.restclient.RestTemplateBuilder;
import org.springframework.boot.resttestclient.TestRestTemplate;
import org.springframework.boot.resttestclient.autoconfigure.AutoConfigureTestRestTemplate;
import org.springframework.boot.test.http.server.LocalTestWebServer;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;

/** The {@link TestRestTemplate} of a {@link TlsTest} with {@link AutoConfigureTestRestTemplate}. */
@AutoConfiguration(
        beforeName = "org.springframework.boot.resttestclient.autoconfigure.TestRestTemplateTestAutoConfiguration")
@ConditionalOnBean(TestClientCredentials.class)
final class TestRestTemplateTlsAutoConfiguration {

    TestRestTemplateTlsAutoConfiguration() {}

    /** Not a customized template: those that it derives, as for other credentials, need the CA too. */
    @Bean("org.springframework.boot.resttestclient.TestRestTemplate")
    @ConditionalOnMissingBean
    TestRestTemplate testRestTemplate(
            TestClientCredentials credentials,
            ApplicationContext context,
            ObjectProvider<RestTemplateBuilder> builders) {
        var builder = builders.getIfAvailable(RestTemplateBuilder::new)
                .clientSettings(settings -> settings.withSslBundle(credentials.bundle()));
        var template = new TestRestTemplate(builder);
        template.setUriTemplateHandler(LocalTestWebServer.obtain(context).uriBuilderFactory());
        return template;
    }
}
