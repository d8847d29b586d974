package io.unifiedtls.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

import io.unifiedtls.CipherSuite;
import io.unifiedtls.ClientAuthentication;
import io.unifiedtls.ClientContext;
import io.unifiedtls.ConfigurationException;
import io.unifiedtls.HandshakeEvent;
import io.unifiedtls.HandshakeListener;
import io.unifiedtls.NextProtocol;
import io.unifiedtls.ServerContext;
import io.unifiedtls.ServerNamePolicy;
import io.unifiedtls.SigningChain;
import io.unifiedtls.TlsCertificate;
import io.unifiedtls.TlsClientConfiguration;
import io.unifiedtls.TlsImplementation;
import io.unifiedtls.TlsPrivateKey;
import io.unifiedtls.TlsServerConfiguration;
import io.unifiedtls.TlsVersion;
import io.unifiedtls.TrustStore;
import io.unifiedtls.test.Handshakes;
import io.unifiedtls.test.TestAuthority;

@ExtendWith(OutputCaptureExtension.class)
class TlsAutoConfigurationTests {

    private static final TestAuthority AUTHORITY = TestAuthority.create("Test CA");

    // as properties are trimmed
    private static final String PEM = new String(AUTHORITY.certificatePem(), StandardCharsets.US_ASCII).strip();

    @TempDir
    private static Path directory;

    private static String[] web;

    private static String[] payments;

    private final ApplicationContextRunner runner =
            new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(TlsAutoConfiguration.class));

    @BeforeAll
    static void writeFiles() throws IOException {
        var server = AUTHORITY.server("localhost", "www.example.com");
        web = chain("tls.servers.web", server.writeCertificate(directory), server.writePrivateKey(directory));
        payments = new String[] {"tls.clients.payments.trust-store.certificates=" + PEM};
    }

    private static String[] chain(String entry, Path certificate, Path privateKey) {
        return new String[] {
            "%s.certificate-chains[0].certificate=file:%s".formatted(entry, certificate),
            "%s.certificate-chains[0].private-key=%s".formatted(entry, privateKey)
        };
    }

    private static String[] like(String[] properties, String from, String to) {
        return List.of(properties).stream()
                .map(property -> property.replace(from, to))
                .toArray(String[]::new);
    }

    @Test
    void hasNoContextWhereNothingIsConfigured() {
        this.runner.run(context -> {
            assertThat(context).hasSingleBean(TlsContexts.class);
            assertThat(context).doesNotHaveBean(ServerContext.class).doesNotHaveBean(ClientContext.class);
            assertThat(context).doesNotHaveBean(WebServerTls.class);
        });
    }

    @Test
    void makesABeanOfEachEntry() {
        this.runner.withPropertyValues(web).withPropertyValues(payments).run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(context.getBean("webServerContext")).isInstanceOf(ServerContext.class);
            assertThat(context.getBean("paymentsClientContext")).isInstanceOf(ClientContext.class);
        });
    }

    @Test
    void theContextsOfBothSidesUnderstandEachOther() {
        this.runner.withPropertyValues(web).withPropertyValues(payments).run(context -> {
            var client = context.getBean(ClientContext.class).createEngine("localhost", 443);
            var server = context.getBean(ServerContext.class).createEngine();

            Handshakes.complete(client, server);

            assertThat(client.getSession().getProtocol()).isEqualTo("TLSv1.3");
        });
    }

    @Test
    void aSoleEntryIsInjectedByType() {
        this.runner
                .withPropertyValues(web)
                .withPropertyValues(payments)
                .withUserConfiguration(ByType.class)
                .run(context -> {
                    var byType = context.getBean(ByType.class);

                    assertThat(byType.server()).isSameAs(context.getBean("webServerContext"));
                    assertThat(byType.client()).isSameAs(context.getBean("paymentsClientContext"));
                });
    }

    @Test
    void anEntryIsInjectedByItsName() {
        this.runner
                .withPropertyValues(payments)
                .withPropertyValues(like(payments, "payments", "orders"))
                .withUserConfiguration(ByName.class)
                .run(context -> {
                    var byName = context.getBean(ByName.class);

                    assertThat(byName.byEntry()).isSameAs(context.getBean("paymentsClientContext"));
                    assertThat(byName.byBean()).isSameAs(context.getBean("paymentsClientContext"));
                    assertThat(byName.byParameter()).isSameAs(context.getBean("ordersClientContext"));
                });
    }

    @Test
    void aServerAndAClientMayHaveTheSameName() {
        this.runner
                .withPropertyValues(like(web, "web", "payments"))
                .withPropertyValues(payments)
                .run(context -> {
                    var contexts = context.getBean(TlsContexts.class);

                    assertThat(contexts.server("payments")).isSameAs(context.getBean("paymentsServerContext"));
                    assertThat(contexts.client("payments")).isSameAs(context.getBean("paymentsClientContext"));
                });
    }

    @Test
    void looksContextsUpByName() {
        this.runner.withPropertyValues(web).withPropertyValues(payments).run(context -> {
            var contexts = context.getBean(TlsContexts.class);

            assertThat(contexts.serverNames()).containsExactly("web");
            assertThat(contexts.clientNames()).containsExactly("payments");
            assertThat(contexts.server("web")).isSameAs(context.getBean("webServerContext"));
            assertThat(contexts.client("payments")).isSameAs(context.getBean("paymentsClientContext"));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> contexts.client("orders"))
                    .withMessage("no entry 'orders' in tls.clients; present: [payments]");
        });
    }

    @Test
    void backsOffFromABeanOfTheSameName() {
        this.runner
                .withPropertyValues(web)
                .withPropertyValues(payments)
                .withUserConfiguration(OwnContext.class)
                .run(context -> {
                    var own = context.getBean(OwnContext.class);

                    assertThat(context.getBean("paymentsClientContext")).isSameAs(own.context);
                    assertThat(context.getBean(TlsContexts.class).client("payments"))
                            .isSameAs(own.context);
                });
    }

    @Test
    void backsOffFromOwnTlsContexts() {
        this.runner
                .withUserConfiguration(OwnTlsContexts.class)
                .run(context -> assertThat(context.getBean(TlsContexts.class)).isSameAs(context.getBean("own")));
    }

    @Test
    void readsEverySettingOfAServer() {
        this.runner
                .withPropertyValues(web)
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
                .withInitializer(context -> writeTrustStore())
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
            keyStore.setCertificateEntry("ca", AUTHORITY.certificate());
            keyStore.store(output, "secret".toCharArray());
        } catch (IOException | GeneralSecurityException exception) {
            throw new IllegalStateException(exception);
        }
    }

    @Test
    void aWebServerOffersWhatItSpeaks() {
        this.runner
                .withPropertyValues(web)
                .run(context -> assertThat(context.getBean(ServerContext.class)
                                .configuration()
                                .innerProtocols())
                        .containsExactly(NextProtocol.HTTP1));
        this.runner
                .withPropertyValues(web)
                .withPropertyValues("server.http2.enabled=true")
                .run(context -> assertThat(context.getBean(ServerContext.class)
                                .configuration()
                                .innerProtocols())
                        .containsExactly(NextProtocol.H2, NextProtocol.HTTP1));
    }

    @Test
    void anotherServerOffersNothingOfItsOwnAccord() {
        this.runner.withPropertyValues(like(web, "web", "mqtt")).run(context -> {
            assertThat(context.getBean(ServerContext.class).configuration().innerProtocols())
                    .isEmpty();
            assertThat(context).doesNotHaveBean(WebServerTls.class);
        });
    }

    @Test
    void aManagementServerUsesTheOneOfTheWebServer() {
        this.runner.withPropertyValues(web).run(context -> {
            assertThat(context.getBean(WebServerTls.class)).isSameAs(context.getBean("webServerTls"));
            assertThat(context.getBean("managementServerTls")).isEqualTo(context.getBean("webServerTls"));
        });
    }

    @Test
    void aManagementServerMayHaveItsOwn() {
        this.runner
                .withPropertyValues(web)
                .withPropertyValues(like(web, "web", "management"))
                .run(context -> assertThat(context.getBean("managementServerTls", WebServerTls.class)
                                .context())
                        .isSameAs(context.getBean("managementServerContext")));
    }

    @Test
    void theWebServerDoesNotUseTheOneOfTheManagementServer() {
        this.runner
                .withPropertyValues(like(web, "web", "management"))
                .withUserConfiguration(WebServers.class)
                .withConfiguration(AutoConfigurations.of(OnWebServerTls.class))
                .run(context -> {
                    var webServers = context.getBean(WebServers.class);

                    assertThat(context).hasBean("managementServerTls").doesNotHaveBean("webServerTls");
                    assertThat(webServers.web().getIfAvailable()).isNull();
                    assertThat(webServers.management().getIfAvailable())
                            .isSameAs(context.getBean("managementServerTls"));
                    assertThat(context).doesNotHaveBean(OnWebServerTls.class);
                });
    }

    @Test
    void aManagementServerThatSpringBootIsToldOfIsLeftAlone() {
        this.runner
                .withPropertyValues(web)
                .withPropertyValues("management.server.ssl.enabled=false")
                .run(context -> assertThat(context).hasBean("webServerTls").doesNotHaveBean("managementServerTls"));
    }

    @Test
    void serverSslThatIsSwitchedOffDoesNoHarm() {
        this.runner
                .withPropertyValues(web)
                .withPropertyValues("server.ssl.enabled=false", "server.ssl.bundle=legacy")
                .run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void aMistakeEndsTheStartEvenWhereBeansAreLazy() {
        this.runner
                .withPropertyValues("tls.clients.payments.trust-store.certificates=file:/no/such/file")
                .withInitializer(context ->
                        context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
                .run(context -> assertThat(context).getFailure().rootCause().isInstanceOf(NoSuchFileException.class));
    }

    @Test
    void everyListenerIsToldOfHandshakesInOrder() {
        this.runner
                .withPropertyValues(web)
                .withPropertyValues(payments)
                .withUserConfiguration(Listeners.class)
                .run(context -> {
                    var client = context.getBean(ClientContext.class).createEngine("localhost", 443);
                    var server = context.getBean(ServerContext.class).createEngine();

                    Handshakes.complete(client, server);

                    assertThat(context.getBean(Listeners.class).told)
                            .containsSubsequence("first web", "second web")
                            .containsSubsequence("first payments", "second payments");
                });
    }

    @Test
    void readsTheClassPathAndPemText() {
        this.runner
                .withPropertyValues(
                        "tls.clients.payments.trust-store.certificates=classpath:test-ca.pem",
                        "tls.clients.orders.trust-store.certificates=" + PEM)
                .withClassLoader(new FilteredClassLoader("none") {
                    @Override
                    public InputStream getResourceAsStream(String name) {
                        return name.equals("test-ca.pem")
                                ? new ByteArrayInputStream(PEM.getBytes(StandardCharsets.US_ASCII))
                                : super.getResourceAsStream(name);
                    }
                })
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    var contexts = context.getBean(TlsContexts.class);

                    assertThat(contexts.client("payments").configuration().trustStore())
                            .contains(TrustStore.fromBuffer(PEM.getBytes(StandardCharsets.US_ASCII)))
                            .isEqualTo(contexts.client("orders").configuration().trustStore());
                });
    }

    @Test
    void aCombinedFileHoldsTheKeyToo() throws IOException {
        var combined = AUTHORITY.server("localhost").writeCombined(directory);

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
                AUTHORITY.expired("old.example.com").combinedPem());

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
                .withPropertyValues(web)
                .run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void twoEntriesAreAmbiguousByTypeAlone() {
        this.runner
                .withPropertyValues(payments)
                .withPropertyValues(like(payments, "payments", "orders"))
                .run(context -> assertThatExceptionOfType(NoUniqueBeanDefinitionException.class)
                        .isThrownBy(() -> context.getBean(ClientContext.class)));
    }

    @Configuration(proxyBeanMethods = false)
    record WebServers(
            ObjectProvider<WebServerTls> web,
            @Qualifier("managementServerTls") ObjectProvider<WebServerTls> management) {}

    @AutoConfiguration(after = TlsAutoConfiguration.class)
    @ConditionalOnBean(WebServerTls.class)
    static class OnWebServerTls {}

    @Configuration(proxyBeanMethods = false)
    record ByType(ServerContext server, ObjectProvider<ClientContext> clients) {

        ClientContext client() {
            return this.clients.getObject();
        }
    }

    @Configuration(proxyBeanMethods = false)
    record ByName(
            @Qualifier("payments") ClientContext byEntry,
            @Qualifier("paymentsClientContext") ClientContext byBean,
            ClientContext ordersClientContext) {

        ClientContext byParameter() {
            return this.ordersClientContext;
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnContext {

        private final ClientContext context = create();

        @Bean
        ClientContext paymentsClientContext() {
            return this.context;
        }

        private static ClientContext create() {
            try {
                return TlsImplementation.named("jsse")
                        .clientContext(TlsClientConfiguration.builder().build());
            } catch (ConfigurationException exception) {
                throw new IllegalStateException(exception);
            }
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnTlsContexts {

        @Bean
        TlsContexts own(BeanFactory beans) {
            return new TlsContexts(Set.of(), Set.of(), beans);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Listeners {

        private final List<String> told = new ArrayList<>();

        @Bean
        @Order(2)
        HandshakeListener second() {
            return listener("second");
        }

        @Bean
        @Order(1)
        HandshakeListener first() {
            return listener("first");
        }

        private HandshakeListener listener(String name) {
            return new HandshakeListener() {
                @Override
                public void succeeded(HandshakeEvent event) {
                    Listeners.this.told.add(name + " " + event.contextName());
                }
            };
        }
    }
}
