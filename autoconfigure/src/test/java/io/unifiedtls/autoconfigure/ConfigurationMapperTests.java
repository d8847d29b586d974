package io.unifiedtls.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.mock.env.MockEnvironment;

import io.unifiedtls.CipherSuite;
import io.unifiedtls.ClientAuthentication;
import io.unifiedtls.ClientContext;
import io.unifiedtls.ConfigurationException;
import io.unifiedtls.MaterialSource;
import io.unifiedtls.NextProtocol;
import io.unifiedtls.OcspResponse;
import io.unifiedtls.RevocationLists;
import io.unifiedtls.ServerContext;
import io.unifiedtls.ServerNamePolicy;
import io.unifiedtls.SessionTicketKey;
import io.unifiedtls.SigningChain;
import io.unifiedtls.TlsCertificate;
import io.unifiedtls.TlsClientConfiguration;
import io.unifiedtls.TlsPrivateKey;
import io.unifiedtls.TlsServerConfiguration;
import io.unifiedtls.TlsVersion;
import io.unifiedtls.TrustStore;
import io.unifiedtls.autoconfigure.diagnostics.Snippet;
import io.unifiedtls.autoconfigure.diagnostics.TlsConfigurationException;
import io.unifiedtls.test.TestAuthority;

@ExtendWith(OutputCaptureExtension.class)
class ConfigurationMapperTests {

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
    void readsSessionTicketKeysAndOcspResponses() throws IOException {
        var response = new byte[] {0x30, 3, 0x0A, 1, 0};
        var key = SessionTicketKey.generate();
        var file = Files.write(directory.resolve("ticket.key"), new byte[48]);
        var bytes = ((MaterialSource.Buffer) key.source()).bytes();

        this.runner
                .withPropertyValues(Entries.server("web", directory))
                .withPropertyValues(
                        "tls.servers.web.certificate-chains[0].server-names=www.example.com",
                        "tls.servers.web.certificate-chains[0].ocsp-response=base64:"
                                + Base64.getEncoder().encodeToString(response),
                        "tls.servers.web.session-ticket-keys[0]=base64:"
                                + Base64.getEncoder().encodeToString(bytes),
                        "tls.servers.web.session-ticket-keys[1]=file:" + file)
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    var server = context.getBean(ServerContext.class);

                    assertThat(server.implementation().name()).isEqualTo("boringssl");
                    assertThat(server.configuration().sessionTicketKeys())
                            .containsExactly(key, SessionTicketKey.fromFile(file));
                    assertThat(server.configuration().certificateChains())
                            .containsExactly(SigningChain.of(
                                            TlsCertificate.fromFile(directory.resolve("certificate.pem")),
                                            TlsPrivateKey.fromFile(directory.resolve("private-key.pem")))
                                    .withServerNames(List.of("www.example.com"))
                                    .withOcspResponse(OcspResponse.fromBuffer(response)));
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
    void takesIdsOfObjectsInTokensAndOfKeyStoreEntries() {
        var www = "pkcs11:object=www?module-path=/usr/lib/pkcs11.so";
        var environment = new MockEnvironment();
        environment.setProperty("tls.servers.web.certificate-chains[0].certificate", www);
        environment.setProperty("tls.servers.web.certificate-chains[0].private-key-password", "1234");
        environment.setProperty("tls.servers.web.certificate-chains[1].certificate", "alias:api");
        environment.setProperty("tls.servers.web.certificate-chains[2].certificate", "file:shop.pem");
        environment.setProperty("tls.servers.web.certificate-chains[2].private-key", "alias:shop");
        environment.setProperty("tls.servers.web.trust-store.certificates", "alias:ca");
        var properties = TlsBinding.bind(environment);
        var locations = new LocationResolver(new DefaultResourceLoader());
        var configurations = new ConfigurationMapper(
                environment,
                locations,
                null,
                new SpringBundles(new StaticListableBeanFactory().getBeanProvider(SslBundles.class), Set.of()),
                new StaticListableBeanFactory());

        var configuration =
                configurations.server("web", properties.servers().get("web"), new PropertyOrigins("tls.servers.web"));

        assertThat(configuration).satisfies(any -> {
            assertThat(configuration.trustStore()).contains(TrustStore.fromId("alias:ca"));
            assertThat(configuration.certificateChains().subList(1, 3))
                    .containsExactly(
                            SigningChain.of(TlsCertificate.fromId("alias:api"), TlsPrivateKey.fromId("alias:api")),
                            SigningChain.of(
                                    TlsCertificate.fromFile(Path.of("shop.pem")), TlsPrivateKey.fromId("alias:shop")));
            var chain = (SigningChain.Certificates)
                    configuration.certificateChains().get(0);
            assertThat(chain.leaf()).isEqualTo(TlsCertificate.fromId(www));
            assertThat(chain.privateKey().orElseThrow().source()).isEqualTo(MaterialSource.id(www));
            assertThat(chain.privateKey().orElseThrow().password().orElseThrow().get())
                    .containsExactly('1', '2', '3', '4');
        });
    }

    @Test
    void aKeyStoreOfThePlatformHasTheWholeChain() throws Exception {
        var file = Entries.AUTHORITY
                .intermediate("Middle")
                .server("localhost")
                .pkcs12(directory.resolve("platform.p12"), "secret", "web");
        var before = System.getProperty("javax.net.ssl.keyStore");
        System.setProperty("javax.net.ssl.keyStore", file.toString());
        try {
            this.runner
                    .withPropertyValues(
                            "tls.servers.web.certificate-chains[0].certificate=alias:web",
                            "tls.servers.web.certificate-chains[0].private-key-password=secret")
                    .run(context -> {
                        assertThat(context).hasNotFailed();
                        assertThat(context.getBean(ServerContext.class).loadedChains())
                                .singleElement()
                                .satisfies(chain ->
                                        assertThat(chain.certificates()).hasSize(2));
                    });
        } finally {
            if (before == null) {
                System.clearProperty("javax.net.ssl.keyStore");
            } else {
                System.setProperty("javax.net.ssl.keyStore", before);
            }
        }
    }

    @Test
    void relaxesWhatATrustStoreChecks() throws Exception {
        var ca = Files.write(directory.resolve("relaxed.pem"), Entries.AUTHORITY.certificatePem());
        var crl = Files.write(directory.resolve("relaxed.crl"), Entries.AUTHORITY.crl());
        var lists = RevocationLists.fromFile(crl);

        this.runner
                .withPropertyValues(
                        "tls.clients.leaf.trust-store.certificates=" + ca,
                        "tls.clients.leaf.trust-store.revocation-lists=" + crl,
                        "tls.clients.leaf.trust-store.revocation-checks=leaf",
                        "tls.clients.leaf.trust-store.strict=false",
                        "tls.clients.chain.trust-store.certificates=" + ca,
                        "tls.clients.chain.trust-store.revocation-lists=" + crl,
                        "tls.clients.chain.trust-store.revocation-checks=chain",
                        "tls.clients.chain.trust-store.strict=true")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    var contexts = context.getBean(TlsContexts.class);

                    assertThat(contexts.client("leaf").configuration().trustStore())
                            .contains(TrustStore.fromFile(ca)
                                    .withoutStrictProfile()
                                    .withRevocationLists(lists.leafOnly()));
                    assertThat(contexts.client("chain").configuration().trustStore())
                            .contains(TrustStore.fromFile(ca).withRevocationLists(lists));
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
                                    "tls.servers.web.certificate-chains[0].self-signed: created a certificate for [localhost, *.localhost, 127.0.0.1] that clients do not trust; use it only for development");
                });
    }

    @Test
    void warnsOfWhatIsWrongWithTheChainsOfAServer(CapturedOutput output) throws IOException {
        var middle = Entries.AUTHORITY.intermediate("Middle");
        var expired = write("expired.pem", middle.expired("old.example.com").combinedPem());
        var leaf = middle.server("www.example.com");
        var leafOnly = write("leaf-only.pem", leaf.certificatePem(), leaf.privateKeyPem());
        var chain = "tls.servers.web.certificate-chains[%d].";

        this.runner
                .withPropertyValues(
                        chain.formatted(0) + "certificate=" + expired,
                        chain.formatted(0) + "server-names=old.example.com,shop.example.com",
                        chain.formatted(1) + "certificate=" + leafOnly,
                        chain.formatted(2) + "certificate=" + leafOnly)
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(output)
                            .contains(
                                    "WARN",
                                    "tls.servers.web.certificate-chains[0]: the certificate of CN=old.example.com expired at ",
                                    "tls.servers.web.certificate-chains[0]: the certificate of CN=old.example.com does not cover the server name shop.example.com, so clients refuse it for it; it covers old.example.com",
                                    "tls.servers.web.certificate-chains[1]: the certificate of CN=www.example.com was issued by CN=Middle, whose certificate is missing; if it is an intermediate certificate, append it, since clients would refuse the chain",
                                    "tls.servers.web.certificate-chains[2]: the certificate of CN=www.example.com is also used by the chain at index 1; remove one of them, or combine their server names");
                });
    }

    @Test
    void warnsOfWhatIsWrongWithTheChainOfAClient(CapturedOutput output) throws IOException {
        var leaf = Entries.AUTHORITY
                .intermediate("Middle")
                .leaf()
                .commonName("worker")
                .client()
                .issue();
        var other = TestAuthority.create("Other").intermediate("Middle");
        var file = write("worker.pem", leaf.certificatePem(), other.certificatePem(), leaf.privateKeyPem());

        this.runner
                .withPropertyValues("tls.clients.shop.certificate-chain.certificate=" + file)
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(output)
                            .contains(
                                    "tls.clients.shop.certificate-chain: CN=Middle is not part of the chain of CN=worker and not sent; the certificate of CN=Middle that issued that of CN=worker is missing");
                });
    }

    @Test
    void saysWhatToDoWhereTheSystemTrustsNobody() {
        var setting = new PropertyOrigins("tls.clients.shop");
        var exception =
                new ConfigurationException("no trusted certificate in SSL_CERT_DIR=/x").concerning(TrustStore.system());

        assertThat(setting.explain(exception))
                .hasMessage("tls.clients.shop: no trusted certificate in SSL_CERT_DIR=/x")
                .extracting(TlsConfigurationException::instruction, TlsConfigurationException::snippet)
                .containsExactly(
                        "Install the operating system's CA certificates, correct SSL_CERT_FILE and SSL_CERT_DIR, or specify a PEM file with the CA certificates to trust:",
                        Snippet.example("tls.clients.shop.trust-store.certificates"));
    }

    private static Path write(String name, byte[]... parts) throws IOException {
        var content = new ByteArrayOutputStream();
        Arrays.stream(parts).forEach(content::writeBytes);
        return Files.write(directory.resolve(name), content.toByteArray());
    }

    @Test
    void needsNoLibraryForCertificatesThatAreThere() {
        this.runner
                .withClassLoader(new FilteredClassLoader("org.bouncycastle"))
                .withPropertyValues(Entries.server("web", directory))
                .run(context -> assertThat(context).hasNotFailed());
    }
}
