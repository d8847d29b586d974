package io.unifiedtls.autoconfigure.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.UnsatisfiedDependencyException;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;

import io.unifiedtls.ClientContext;
import io.unifiedtls.ServerContext;
import io.unifiedtls.autoconfigure.TlsAutoConfiguration;

/** What a person reads who injects a context that is not there. */
@ExtendWith(OutputCaptureExtension.class)
class MissingContextFailureAnalyzerTests {

    private static final String[] TWO_CLIENTS = {
        "tls.clients.payments.trust-store.system=true", "tls.clients.orders.trust-store.system=true"
    };

    @Test
    void namesThoseThereAre(CapturedOutput output) {
        start(WrongName.class, TWO_CLIENTS);

        assertThat(output).contains("""
                Description:

                Parameter 0 of constructor in %s required a ClientContext named 'payment' that could not be found. Available: orders, payments

                Action:

                Use an available name, or add the entry to tls.clients:

                    @Qualifier("payments") ClientContext
                """.formatted(WrongName.class.getName()));
    }

    @Test
    void asksWhichOfSeveral(CapturedOutput output) {
        start(NoName.class, TWO_CLIENTS);

        assertThat(output).contains("""
                Parameter 0 of constructor in %s required a single ClientContext, but 2 were found: orders, payments

                Action:

                Add a qualifier:

                    @Qualifier("orders") ClientContext
                """.formatted(NoName.class.getName()));
    }

    @Test
    void showsAnEntryToAddIfThereIsNone(CapturedOutput output) {
        start(ServerName.class, TWO_CLIENTS);

        assertThat(output).contains("""
                Parameter 0 of constructor in %s required a ServerContext, but tls.servers has no entries.

                Action:

                Add one:

                    tls:
                      servers:
                        mqtt:
                          certificate-chains:
                            - certificate: file:/etc/tls/www.pem
                """.formatted(ServerName.class.getName()));
    }

    @Test
    void leavesOtherBeansToSpringBoot(CapturedOutput output) {
        start(OtherBean.class, TWO_CLIENTS);

        assertThat(output).contains("required a bean of type '%s'".formatted(Runnable.class.getName()));
    }

    private static void start(Class<?> application, String... properties) {
        var start = new SpringApplicationBuilder(application)
                .web(WebApplicationType.NONE)
                .properties(properties);

        assertThatExceptionOfType(UnsatisfiedDependencyException.class).isThrownBy(start::run);
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration(TlsAutoConfiguration.class)
    static class WrongName {

        WrongName(@Qualifier("payment") ClientContext context) {}
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration(TlsAutoConfiguration.class)
    static class NoName {

        NoName(ClientContext context) {}
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration(TlsAutoConfiguration.class)
    static class ServerName {

        ServerName(@Qualifier("mqtt") ServerContext context) {}
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration(TlsAutoConfiguration.class)
    static class OtherBean {

        OtherBean(Runnable other) {}
    }
}
