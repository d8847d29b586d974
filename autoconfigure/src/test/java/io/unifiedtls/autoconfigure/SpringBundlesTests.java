package io.unifiedtls.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundleRegistry;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.ssl.SslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStore;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.unifiedtls.ClientContext;
import io.unifiedtls.ServerContext;
import io.unifiedtls.autoconfigure.bundle.TlsBundleAutoConfiguration;
import io.unifiedtls.autoconfigure.diagnostics.TlsConfigurationException;
import io.unifiedtls.test.Handshakes;
import io.unifiedtls.test.TestAuthority;
import io.unifiedtls.test.TestCertificate;

/** Entries that take their keys and certificates from {@code spring.ssl.bundle}. */
@Tag("any-jdk")
class SpringBundlesTests {

    private static final TestAuthority AUTHORITY = TestAuthority.create("Authority");

    private static final TestCertificate LEGACY = AUTHORITY.server("localhost");

    private static final String CHAIN = "tls.servers.web.certificate-chains[0].";

    private static final String TRUST = "tls.clients.backend.trust-store.";

    @TempDir
    private Path files;

    @BeforeEach
    void writeFiles() throws IOException {
        LEGACY.pkcs12(this.files.resolve("legacy.p12"), "secret", "legacy");
        Files.write(this.files.resolve("ca.pem"), AUTHORITY.certificatePem());
        Files.write(this.files.resolve("certificate.pem"), LEGACY.chainPem());
        Files.write(this.files.resolve("key.pem"), LEGACY.privateKeyPem());
    }

    private ApplicationContextRunner runner(String kind) {
        var bundle = "spring.ssl.bundle.%s.legacy.".formatted(kind);
        var runner = new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        SslAutoConfiguration.class, TlsAutoConfiguration.class, TlsBundleAutoConfiguration.class));
        return kind.equals("jks")
                ? runner.withPropertyValues(
                        bundle + "keystore.location=" + this.files.resolve("legacy.p12"),
                        bundle + "keystore.password=secret",
                        "spring.ssl.bundle.pem.authority.truststore.certificate=" + this.files.resolve("ca.pem"))
                : runner.withPropertyValues(
                        bundle + "keystore.certificate=" + this.files.resolve("certificate.pem"),
                        bundle + "keystore.private-key=" + this.files.resolve("key.pem"),
                        "spring.ssl.bundle.pem.authority.truststore.certificate=" + this.files.resolve("ca.pem"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"jks", "pem"})
    void giveEntriesTheirKeysAndAuthorities(String kind) {
        runner(kind)
                .withPropertyValues(CHAIN + "bundle=legacy", TRUST + "bundle=authority")
                .run(context -> {
                    var server = context.getBean(ServerContext.class);
                    assertThat(server.loadedChains().get(0).leaf()).isEqualTo(LEGACY.certificate());

                    Handshakes.complete(
                            context.getBean(ClientContext.class).createEngine("localhost", 443), server.createEngine());
                });
    }

    @Test
    void areFollowed() {
        runner("pem")
                .withPropertyValues(CHAIN + "bundle=legacy", TRUST + "bundle=authority")
                .run(context -> {
                    var server = context.getBean(ServerContext.class);
                    var renewed = AUTHORITY.server("localhost");

                    ((SslBundleRegistry) context.getBean(SslBundles.class)).updateBundle("legacy", pem(renewed));

                    assertThat(server.loadedChains().get(0).leaf()).isEqualTo(renewed.certificate());
                });
    }

    @Test
    void changeNothingIfTheyAreWrong() {
        runner("pem")
                .withPropertyValues(CHAIN + "bundle=legacy", TRUST + "bundle=authority")
                .run(context -> {
                    var registry = (SslBundleRegistry) context.getBean(SslBundles.class);

                    registry.updateBundle("legacy", SslBundle.of(SslStoreBundle.NONE));

                    var server = context.getBean(ServerContext.class);
                    assertThat(server.loadedChains().get(0).leaf()).isEqualTo(LEGACY.certificate());
                    assertThat(context.getBean(ContextReloader.class).failed()).hasSize(1);
                });
    }

    private static SslBundle pem(TestCertificate certificate) {
        return SslBundle.of(new PemSslStoreBundle(
                PemSslStore.load(
                        PemSslStoreDetails.forCertificate(new String(certificate.chainPem(), StandardCharsets.US_ASCII))
                                .withPrivateKey(new String(certificate.privateKeyPem(), StandardCharsets.US_ASCII))),
                null));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "tls.servers.web.certificate-chains[0].bundle | old | an SSL bundle named 'old' could not be found. Available: authority, legacy",
                "tls.servers.web.certificate-chains[0].bundle | backend | 'backend' is an entry below tls itself",
                "tls.servers.web.certificate-chains[0].bundle | authority | cannot read SSL bundle 'authority': it has no key store",
                "tls.clients.backend.trust-store.bundle | legacy | cannot read SSL bundle 'legacy': it has no trust store"
            })
    void areNamedIfTheyCannotBeUsed(String property, String bundle, String problem) {
        runner("pem")
                .withPropertyValues(CHAIN + "bundle=legacy", TRUST + "bundle=authority", property + "=" + bundle)
                .run(context -> {
                    var error = context.getStartupFailure();
                    while (!(error instanceof TlsConfigurationException)) {
                        error = error.getCause();
                    }
                    assertThat(((TlsConfigurationException) error).property()).isEqualTo(property);
                    assertThat(error).hasMessageContaining(problem);
                });
    }

    @Test
    void haveNoKeyBesideThem() {
        runner("pem")
                .withPropertyValues(CHAIN + "bundle=legacy", CHAIN + "private-key=key.pem", TRUST + "bundle=authority")
                .run(context -> assertThat(context.getStartupFailure())
                        .hasStackTraceContaining("the chain is from bundle, which has its own"));
    }
}
