package io.unifiedtls.autoconfigure.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.unifiedtls.autoconfigure.TlsAutoConfiguration;
import io.unifiedtls.test.TestAuthority;

class TlsSocketFactoryTests {

    @TempDir
    private Path files;

    private ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(TlsAutoConfiguration.class, TlsClientAutoConfiguration.class));

    @BeforeEach
    void addAnEntry() throws Exception {
        var ca = Files.write(
                this.files.resolve("ca.pem"), TestAuthority.create("Test CA").certificatePem());
        this.runner = this.runner.withPropertyValues("tls.clients.backend.trust-store.certificates=" + ca);
    }

    @Test
    void isOfTheOnlyEntryByDefault() {
        this.runner.run(context -> assertThat(TlsSocketFactory.getDefault()).isInstanceOf(TlsSocketFactory.class));
    }

    @Test
    void isOfNoEntryByDefaultIfThereAreSeveral() {
        this.runner
                .withPropertyValues("tls.clients.other.trust-store.certificates=" + this.files.resolve("ca.pem"))
                .run(context -> assertThatIllegalStateException()
                        .isThrownBy(TlsSocketFactory::getDefault)
                        .withMessage("the socket factory is not named, so tls.clients must have one entry, but has "
                                + "[backend, other]; use a class whose static method getDefault() returns a new "
                                + "TlsSocketFactory(name)"));
    }

    @Test
    void refusesAnUnknownEntry() {
        this.runner.run(context -> assertThatIllegalArgumentException()
                .isThrownBy(() -> new TlsSocketFactory("payments"))
                .withMessage(
                        "no TLS client 'payments' is configured; add tls.clients.payments, or use one of [backend]"));
    }
}
