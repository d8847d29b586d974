package io.unifiedtls.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.unifiedtls.CipherSuite;
import io.unifiedtls.ClientAuthentication;
import io.unifiedtls.ClientContext;
import io.unifiedtls.NextProtocol;
import io.unifiedtls.ServerContext;
import io.unifiedtls.ServerNamePolicy;
import io.unifiedtls.SigningChain;
import io.unifiedtls.TlsCertificate;
import io.unifiedtls.TlsClientConfiguration;
import io.unifiedtls.TlsPrivateKey;
import io.unifiedtls.TlsServerConfiguration;
import io.unifiedtls.TlsVersion;
import io.unifiedtls.TrustStore;

@ExtendWith(OutputCaptureExtension.class)
class ConfigurationsTests {

    @TempDir
    private static Path directory;

    private final ApplicationContextRunner runner =
            new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(TlsAutoConfiguration.class));

    @Test
    void readsEverySettingOfAServer() {
        this.runner
                .withPropertyValues(Entries.server("web", directory))
                .withPropertyValues(
                        "tls.servers.web.certificate-chains[0].server-names=WWW.example.com,*.example.com",
                        "tls.servers.web.client-authentication=optional",
                        "tls.servers.web.trust-store.system=true",
                        "tls.servers.web.lowest-supported-version=TLSv1.2",
                        "tls.servers.web.highest-supported-version=TLSV1_3",
                        "tls.servers.web.ciphers=TLS_AES_128_GCM_SHA256,0x1302",
                        "tls.servers.web.unknown-server-name=reject",
                        "tls.servers.web.absent-server-name=REJECT",
                        "tls.servers.web.implementation=jsse",
                        "tls.servers.web.handshake-timeout=3s")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    var server = context.getBean(ServerContext.class);

                    assertThat(server.implementation().name()).isEqualTo("jsse");
                    assertThat(server.configuration())
                            .isEqualTo(TlsServerConfiguration.builder()
                                    .certificateChains(List.of(SigningChain.of(
                                                    TlsCertificate.fromFile(directory.resolve("certificate.pem")),
                                                    TlsPrivateKey.fromFile(directory.resolve("private-key.pem")))
                                            .withServerNames(List.of("www.example.com", "*.example.com"))))
                                    .clientAuthentication(ClientAuthentication.OPTIONAL)
                                    .trustStore(TrustStore.system())
                                    .lowestSupportedVersion(TlsVersion.TLSv1_2)
                                    .highestSupportedVersion(TlsVersion.TLSv1_3)
                                    .ciphers(List.of(
                                            CipherSuite.TLS_AES_128_GCM_SHA256, CipherSuite.TLS_AES_256_GCM_SHA384))
                                    .innerProtocols(List.of(NextProtocol.HTTP1))
                                    .unknownServerName(ServerNamePolicy.REJECT)
                                    .absentServerName(ServerNamePolicy.REJECT)
                                    .build());
                    assertThat(context.getBean("webServerTls", WebServerTls.class))
                            .isEqualTo(new WebServerTls(server, Duration.ofSeconds(3)));
                });
    }

    @Test
    void readsEverySettingOfAClient() {
        Entries.writeServer(directory);
        writeTrustStore();

        this.runner
                .withPropertyValues(
                        "tls.clients.payments.trust-store.keystore.location=file:" + directory.resolve("trust.p12"),
                        "tls.clients.payments.trust-store.keystore.password=secret",
                        "tls.clients.payments.certificate-chain.certificate=file:"
                                + directory.resolve("certificate.pem"),
                        "tls.clients.payments.certificate-chain.private-key=file:"
                                + directory.resolve("private-key.pem"),
                        "tls.clients.payments.lowest-supported-version=TLSv1.3",
                        "tls.clients.payments.highest-supported-version=maximum-supported",
                        "tls.clients.payments.ciphers=4865",
                        "tls.clients.payments.inner-protocols=h2,http/1.1",
                        "tls.clients.payments.implementation=auto")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    var configuration = context.getBean(ClientContext.class).configuration();

                    assertThat(configuration.trustStore()).get().isInstanceOf(TrustStore.KeyStoreEntries.class);
                    assertThat(configuration.toBuilder()
                                    .trustStore(TrustStore.system())
                                    .build())
                            .isEqualTo(TlsClientConfiguration.builder()
                                    .trustStore(TrustStore.system())
                                    .certificateChain(SigningChain.of(
                                            TlsCertificate.fromFile(directory.resolve("certificate.pem")),
                                            TlsPrivateKey.fromFile(directory.resolve("private-key.pem"))))
                                    .lowestSupportedVersion(TlsVersion.TLSv1_3)
                                    .highestSupportedVersion(TlsVersion.MAXIMUM_SUPPORTED)
                                    .ciphers(List.of(CipherSuite.TLS_AES_128_GCM_SHA256))
                                    .innerProtocols(List.of(NextProtocol.H2, NextProtocol.HTTP1))
                                    .build());
                });
    }

    private static void writeTrustStore() {
        try (var output = Files.newOutputStream(directory.resolve("trust.p12"))) {
            var keyStore = KeyStore.getInstance("PKCS12");
            keyStore.load(null, null);
            keyStore.setCertificateEntry("ca", Entries.AUTHORITY.certificate());
            keyStore.store(output, "secret".toCharArray());
        } catch (IOException | GeneralSecurityException exception) {
            throw new IllegalStateException(exception);
        }
    }

    @Test
    void readsTheClassPathAndPemText() {
        this.runner
                .withPropertyValues(
                        "tls.clients.payments.trust-store.certificates=classpath:test-ca.pem",
                        "tls.clients.orders.trust-store.certificates=" + Entries.PEM)
                .withClassLoader(new FilteredClassLoader("none") {
                    @Override
                    public InputStream getResourceAsStream(String name) {
                        return name.equals("test-ca.pem")
                                ? new ByteArrayInputStream(Entries.PEM.getBytes(StandardCharsets.US_ASCII))
                                : super.getResourceAsStream(name);
                    }
                })
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    var contexts = context.getBean(TlsContexts.class);

                    assertThat(contexts.client("payments").configuration().trustStore())
                            .contains(TrustStore.fromBuffer(Entries.PEM.getBytes(StandardCharsets.US_ASCII)))
                            .isEqualTo(contexts.client("orders").configuration().trustStore());
                });
    }

    @Test
    void aCombinedFileHoldsTheKeyToo() throws IOException {
        var combined = Entries.AUTHORITY.server("localhost").writeCombined(directory);

        this.runner
                .withPropertyValues("tls.servers.web.certificate-chains[0].certificate=file:" + combined)
                .run(context -> assertThat(context).hasNotFailed().hasSingleBean(ServerContext.class));
    }

    @Test
    void makesASelfSignedCertificateAndWarns(CapturedOutput output) {
        this.runner
                .withPropertyValues(
                        "tls.servers.web.certificate-chains[0].self-signed.server-names=localhost,*.localhost,127.0.0.1")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    var chain =
                            context.getBean(ServerContext.class).loadedChains().get(0);

                    assertThat(chain.serverNames()).containsExactly("localhost", "*.localhost");
                    assertThat(chain.leaf().getPublicKey().getAlgorithm()).isEqualTo("EC");
                    assertThat(chain.leaf().getSubjectAlternativeNames())
                            .extracting(name -> (Object) name.get(1))
                            .containsExactly("localhost", "*.localhost", "127.0.0.1");
                    assertThat(output)
                            .contains("WARN")
                            .contains(
                                    "tls.servers.web.certificate-chains[0].self-signed: made a certificate for [localhost, *.localhost, 127.0.0.1] that no client trusts; use it for development alone");
                });
    }

    @Test
    void warnsOfACertificateThatHasExpired(CapturedOutput output) throws IOException {
        var expired = Files.write(
                directory.resolve("expired.pem"),
                Entries.AUTHORITY.expired("old.example.com").combinedPem());

        this.runner
                .withPropertyValues("tls.servers.web.certificate-chains[0].certificate=" + expired)
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(output).contains("tls.servers.web: the certificate of CN=old.example.com expired at ");
                });
    }

    @Test
    void needsNoLibraryForCertificatesThatAreThere() {
        this.runner
                .withClassLoader(new FilteredClassLoader("org.bouncycastle"))
                .withPropertyValues(Entries.server("web", directory))
                .run(context -> assertThat(context).hasNotFailed());
    }
}
