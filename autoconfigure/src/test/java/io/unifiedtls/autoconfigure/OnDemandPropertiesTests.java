package io.unifiedtls.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.unifiedtls.CertificateDirectory;
import io.unifiedtls.CertificateDirectory.Names;
import io.unifiedtls.ServerContext;
import io.unifiedtls.ServerNamePolicy;
import io.unifiedtls.SigningChainSource;
import io.unifiedtls.autoconfigure.diagnostics.TlsConfigurationException;
import io.unifiedtls.test.TestAuthority;

class OnDemandPropertiesTests {

    private static final String WEB = "tls.servers.web.";

    @TempDir
    private Path directory;

    @TempDir
    private Path cache;

    private final ApplicationContextRunner runner =
            new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(TlsAutoConfiguration.class));

    @BeforeEach
    void writeSite() throws IOException {
        var certificate = TestAuthority.create("On Demand Properties").server("www.example.com");
        Files.write(this.directory.resolve("www.example.com.pem"), certificate.combinedPem());
    }

    @Test
    void bindsADirectory() {
        var index = this.cache.resolve("web.index");
        this.runner
                .withPropertyValues(
                        WEB + "certificate-directory.location=file:" + this.directory,
                        WEB + "certificate-directory.names=certificate",
                        WEB + "certificate-directory.index=" + index)
                .run(context -> {
                    var configuration = context.getBean(ServerContext.class).configuration();

                    assertThat(configuration.certificateDirectory())
                            .contains(CertificateDirectory.of(this.directory)
                                    .withNames(Names.CERTIFICATE)
                                    .withIndex(index));
                    assertThat(configuration.unknownServerName()).isEqualTo(ServerNamePolicy.REJECT);
                    assertThat(configuration.absentServerName()).isEqualTo(ServerNamePolicy.REJECT);
                });
    }

    @Test
    void usesTheBeanOfASource() {
        this.runner
                .withUserConfiguration(Sources.class)
                .withPropertyValues(WEB + "source=tenants")
                .run(context -> assertThat(context.getBean(ServerContext.class)
                                .configuration()
                                .signingChainSource())
                        .contains(context.getBean("tenants", SigningChainSource.class)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "source=tenant | source | a bean of type SigningChainSource named 'tenant' could not be found. Available: tenants",
                "source=runnable | source | a bean of type SigningChainSource named 'runnable' could not be found. Available: tenants",
                "certificate-directory.names=file | certificate-directory.location | the location is missing",
                "certificate-directory.location=/nowhere/sites | certificate-directory.location | no such directory: /nowhere/sites"
            })
    void namesWhatIsWrong(String property, String atFault, String problem) {
        this.runner
                .withUserConfiguration(Sources.class)
                .withPropertyValues(WEB + property)
                .run(context -> assertFault(context.getStartupFailure(), WEB + atFault, problem));
    }

    @ParameterizedTest
    @CsvSource({"unknown-server-name", "absent-server-name"})
    void refusesADefaultThatIsNotThere(String policy) {
        this.runner
                .withPropertyValues(
                        WEB + "certificate-directory.location=" + this.directory, WEB + policy + "=use-default")
                .run(context -> assertFault(
                        context.getStartupFailure(),
                        WEB + policy,
                        "no certificate-chains are set, so the default certificate chain is missing"));
    }

    private static void assertFault(Throwable failure, String property, String problem) {
        var error = failure;
        while (!(error instanceof TlsConfigurationException)) {
            error = error.getCause();
        }
        assertThat(((TlsConfigurationException) error).property()).isEqualTo(property);
        assertThat(error).hasMessageContaining(problem);
    }

    @Configuration(proxyBeanMethods = false)
    static class Sources {

        @Bean
        SigningChainSource tenants() {
            return name -> SigningChainSource.Answer.unknown();
        }

        @Bean
        Runnable runnable() {
            return () -> {};
        }
    }
}
