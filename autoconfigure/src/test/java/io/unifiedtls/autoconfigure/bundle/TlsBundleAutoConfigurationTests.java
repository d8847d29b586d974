package io.unifiedtls.autoconfigure.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.UnrecoverableKeyException;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.concurrent.atomic.AtomicInteger;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.X509ExtendedKeyManager;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.info.SslInfo;
import org.springframework.boot.info.SslInfo.CertificateValidityInfo;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.ssl.SslManagerBundle;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;

import io.unifiedtls.ServerContext;
import io.unifiedtls.autoconfigure.TlsAutoConfiguration;
import io.unifiedtls.autoconfigure.TlsContexts;
import io.unifiedtls.autoconfigure.diagnostics.TlsConfigurationException;
import io.unifiedtls.test.Handshakes;
import io.unifiedtls.test.TestAuthority;
import io.unifiedtls.test.TestCertificate;

@Tag("any-jdk")
@ExtendWith(OutputCaptureExtension.class)
class TlsBundleAutoConfigurationTests {

    private static final TestAuthority FIRST = TestAuthority.create("First");

    private static final TestAuthority SECOND = TestAuthority.create("Second");

    private static final String BACKEND = "tls.clients.backend.";

    private static final String WEB = "tls.servers.web.";

    @TempDir
    private Path files;

    @BeforeEach
    void writeFiles() throws IOException {
        writeClient(FIRST);
        Files.write(this.files.resolve("server.pem"), FIRST.server("localhost").combinedPem());
        Files.write(this.files.resolve("clients.pem"), FIRST.certificatePem());
    }

    private TestCertificate writeClient(TestAuthority authority) throws IOException {
        var client = authority.leaf().client().commonName("client").issue();
        Files.write(this.files.resolve("client.pem"), client.combinedPem());
        Files.write(this.files.resolve("ca.pem"), authority.certificatePem());
        return client;
    }

    private ApplicationContextRunner runner(String implementation) {
        return new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        SslAutoConfiguration.class, TlsAutoConfiguration.class, TlsBundleAutoConfiguration.class))
                .withPropertyValues(
                        "tls.implementation=" + implementation,
                        WEB + "certificate-chains[0].certificate=" + this.files.resolve("server.pem"),
                        WEB + "client-authentication=required",
                        WEB + "trust-store.certificates=" + this.files.resolve("clients.pem"),
                        BACKEND + "certificate-chain.certificate=" + this.files.resolve("client.pem"),
                        BACKEND + "trust-store.certificates=" + this.files.resolve("ca.pem"));
    }

    private static SslBundle bundle(ApplicationContext context, String name) {
        return context.getBean(SslBundles.class).getBundle(name);
    }

    @Test
    void hasABundleForEachEntry() {
        runner("auto").run(context -> {
            assertThat(context.getBean(SslBundles.class).getBundleNames()).containsExactly("backend", "web");

            var client = bundle(context, "backend").createSslContext();
            var server = bundle(context, "web").createSslContext();

            assertThat(bundle(context, "backend").createSslContext()).isSameAs(client);
            assertThat(bundle(context, "backend").getManagers().createSslContext("TLS"))
                    .isSameAs(client);
            var engine = server.createSSLEngine();
            Handshakes.complete(client.createSSLEngine("localhost", 443), engine);
            assertThat(subject(engine)).isEqualTo("CN=client");
        });
    }

    private static String subject(SSLEngine engine) throws SSLException {
        return ((X509Certificate) engine.getSession().getPeerCertificates()[0])
                .getSubjectX500Principal()
                .getName();
    }

    @ParameterizedTest
    @ValueSource(strings = {"boringssl", "jsse", "conscrypt", "bouncycastle"})
    void hasManagersThatFollowAReload(String implementation) {
        runner(implementation).run(context -> {
            var managers = bundle(context, "backend").getManagers();
            var jdk = SSLContext.getInstance("TLS");
            jdk.init(managers.getKeyManagers(), managers.getTrustManagers(), null);
            var server = context.getBean(ServerContext.class);
            Handshakes.complete(clientEngine(jdk, "localhost"), server.createEngine());

            var second = writeClient(SECOND);
            context.getBean(TlsContexts.class).reload("backend");

            var keys = (X509ExtendedKeyManager) managers.getKeyManagers()[0];
            var alias = keys.chooseEngineClientAlias(new String[] {"EC", "RSA"}, null, jdk.createSSLEngine());
            assertThat(keys.getCertificateChain(alias)[0]).isEqualTo(second.certificate());
            assertThatExceptionOfType(SSLException.class)
                    .isThrownBy(() -> Handshakes.complete(fresh(managers, "localhost"), server.createEngine()))
                    .withStackTraceContaining("issuer CN=First is not in the trust store");
        });
    }

    /** A library that keeps its own context may resume: only a new one shows who is trusted. */
    private static SSLEngine fresh(SslManagerBundle managers, String host) throws Exception {
        var jdk = SSLContext.getInstance("TLS");
        jdk.init(managers.getKeyManagers(), managers.getTrustManagers(), null);
        return clientEngine(jdk, host);
    }

    private static SSLEngine clientEngine(SSLContext context, String host) {
        var engine = context.createSSLEngine(host, 443);
        engine.setUseClientMode(true);
        return engine;
    }

    /** Without the algorithm that would have Java check it. */
    @Test
    void hasATrustManagerThatAlwaysVerifiesTheHostName() {
        runner("jsse").run(context -> {
            var managers = bundle(context, "backend").getManagers();
            var server = context.getBean(ServerContext.class);

            assertThatExceptionOfType(SSLException.class)
                    .isThrownBy(() -> Handshakes.complete(fresh(managers, "other.example.com"), server.createEngine()))
                    .withStackTraceContaining("the certificate is not for other.example.com but for [localhost]");
        });
    }

    @Test
    void showsCertificatesWithoutKeys() {
        runner("auto").run(context -> {
            var stores = bundle(context, "backend").getStores();

            var chains = stores.getKeyStore();
            assertThat(Collections.list(chains.aliases())).containsExactly("ssl");
            assertThat(((X509Certificate) chains.getCertificateChain("ssl")[0]).getSubjectX500Principal())
                    .hasToString("CN=client");
            assertThat(chains.isKeyEntry("ssl")).isFalse();
            assertThatExceptionOfType(UnrecoverableKeyException.class)
                    .isThrownBy(() -> chains.getKey("ssl", new char[0]))
                    .withMessage(
                            "the private keys of tls.clients.backend are not in its key store; use its SSLContext, or its key manager");
            assertThat(stores.getTrustStore().getCertificate("ssl")).isEqualTo(FIRST.certificate());
        });
    }

    /** As health, info and the meter of Spring Boot show them. */
    @Test
    void showsItsCertificatesToSpringBoot() {
        runner("auto").run(context -> {
            var info = new SslInfo(context.getBean(SslBundles.class));

            assertThat(info.getBundle("web").getCertificateChains())
                    .singleElement()
                    .satisfies(chain -> assertThat(
                                    chain.getCertificates().get(0).getValidity().getStatus())
                            .isEqualTo(CertificateValidityInfo.Status.VALID));
            assertThat(info.getBundle("backend").getTrustStoreCertificateChains())
                    .singleElement()
                    .satisfies(
                            chain -> assertThat(chain.getCertificates().get(0).getSubject())
                                    .isEqualTo("CN=First"));
        });
    }

    /** Spring Boot's meters read the stores of every bundle at startup. */
    @Test
    void hasStoresButNoManagersForAClientThatSkipsChecks() {
        runner("jsse").withPropertyValues(BACKEND + "insecure=certificate").run(context -> {
            var bundle = bundle(context, "backend");

            assertThat(bundle.createSslContext()).isNotNull();
            assertThat(bundle.getStores().getKeyStore().size()).isEqualTo(1);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> bundle.getManagers().getTrustManagers())
                    .withMessageContaining("has no key manager and no trust manager");
        });
    }

    /** As servers of RSocket and gRPC use them. */
    @ParameterizedTest
    @ValueSource(strings = {"boringssl", "jsse", "conscrypt", "bouncycastle"})
    void hasManagersForServers(String implementation) {
        runner(implementation).run(context -> {
            var managers = bundle(context, "web").getManagers();
            var jdk = SSLContext.getInstance("TLS");
            jdk.init(managers.getKeyManagers(), managers.getTrustManagers(), null);
            var clients = bundle(context, "backend").createSslContext();
            var server = serverEngine(jdk);
            Handshakes.complete(clients.createSSLEngine("localhost", 443), server);
            assertThat(subject(server)).isEqualTo("CN=client");

            var renewed = FIRST.server("localhost");
            Files.write(this.files.resolve("server.pem"), renewed.combinedPem());
            context.getBean(TlsContexts.class).reload("web");

            var client = clients.createSSLEngine("localhost", 8443);
            Handshakes.complete(client, serverEngine(jdk));
            assertThat(client.getSession().getPeerCertificates()[0]).isEqualTo(renewed.certificate());
        });
    }

    private static SSLEngine serverEngine(SSLContext context) {
        var engine = context.createSSLEngine();
        engine.setUseClientMode(false);
        engine.setNeedClientAuth(true);
        return engine;
    }

    @Test
    void showsNoAuthoritiesOfTheOperatingSystem() {
        runner("auto")
                .withPropertyValues("tls.clients.public.trust-store.system=true")
                .run(context -> assertThat(bundle(context, "public").getStores().getTrustStore())
                        .isNull());
    }

    @Test
    void hasTheOptionsThatAreNotTheDefaultOnes() {
        runner("jsse")
                .withPropertyValues(
                        BACKEND + "ciphers=TLS_AES_256_GCM_SHA384", BACKEND + "lowest-supported-version=TLSv1.3")
                .run(context -> {
                    var options = bundle(context, "backend").getOptions();
                    assertThat(options.getCiphers()).containsExactly("TLS_AES_256_GCM_SHA384");
                    assertThat(options.getEnabledProtocols()).containsExactly("TLSv1.3");
                    assertThat(options.isSpecified()).isFalse();
                    assertThat(bundle(context, "web").getOptions().getCiphers()).isNull();
                });
    }

    @Test
    void tellsThoseWhoFollowUpdates(CapturedOutput output) {
        runner("auto").run(context -> {
            var updates = new AtomicInteger();
            context.getBean(SslBundles.class).addBundleUpdateHandler("backend", bundle -> updates.incrementAndGet());

            writeClient(SECOND);
            context.getBean(TlsContexts.class).reload("backend");
            context.getBean(TlsContexts.class).reload("backend");

            assertThat(updates).hasValue(1);
            assertThat(output).doesNotContain("doesn't support SSL reloading");
        });
    }

    @Test
    void refusesTheNameOfAnotherBundle() {
        runner("auto")
                .withPropertyValues(
                        "spring.ssl.bundle.pem.backend.truststore.certificate=" + this.files.resolve("ca.pem"))
                .run(context -> assertFault(
                        context.getStartupFailure(),
                        "tls.clients.backend",
                        "an SSL bundle named 'backend' exists already, and each entry is a bundle of its name"));
    }

    @Test
    void prefersTheClientOfTwoEntriesWithOneName(CapturedOutput output) {
        runner("auto")
                .withPropertyValues("tls.clients.web.trust-store.certificates=" + this.files.resolve("ca.pem"))
                .run(context -> {
                    assertThat(((TlsSslBundle) bundle(context, "web")).context())
                            .isSameAs(context.getBean(TlsContexts.class).client("web"));
                    assertThat(output)
                            .contains("the SSL bundle 'web' is that of tls.clients.web, and not of tls.servers.web");
                });
    }

    private static void assertFault(Throwable failure, String property, String problem) {
        var error = failure;
        while (!(error instanceof TlsConfigurationException)) {
            error = error.getCause();
        }
        assertThat(((TlsConfigurationException) error).property()).isEqualTo(property);
        assertThat(error).hasMessageContaining(problem);
    }
}
