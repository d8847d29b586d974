package io.unifiedtls.test.spring;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.resttestclient.TestRestTemplate;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.webtestclient.autoconfigure.WebTestClientBuilderCustomizer;
import org.springframework.test.web.servlet.client.RestTestClient;

class TestClientAutoConfigurationTests {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    RestTestClientTlsAutoConfiguration.class,
                    TestRestTemplateTlsAutoConfiguration.class,
                    WebTestClientTlsAutoConfiguration.class));

    @Test
    void configuresNothingWithoutTlsTest() {
        this.runner.run(context -> assertThat(context)
                .doesNotHaveBean(RestTestClient.class)
                .doesNotHaveBean(TestRestTemplate.class)
                .doesNotHaveBean(WebTestClientBuilderCustomizer.class));
    }

    @Test
    void backsOffIfTheTestHasItsOwnClients() {
        var client = RestTestClient.bindToServer().build();
        var template = new TestRestTemplate();

        this.runner
                .withBean(TestClientCredentials.class, () -> TestClientCredentials.of(TlsTestAuthority.get(), false))
                .withBean("mine", RestTestClient.class, () -> client)
                .withBean("myTemplate", TestRestTemplate.class, () -> template)
                .run(context -> {
                    assertThat(context).getBean(RestTestClient.class).isSameAs(client);
                    assertThat(context).getBean(TestRestTemplate.class).isSameAs(template);
                });
    }
}
