package io.unifiedtls.test.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

import javax.net.ssl.SSLException;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import io.unifiedtls.CertificateDirectory;
import io.unifiedtls.ClientContext;
import io.unifiedtls.ConfigurationException;
import io.unifiedtls.ServerContext;
import io.unifiedtls.ServerNamePolicy;
import io.unifiedtls.SigningChain;
import io.unifiedtls.SigningChainSource;
import io.unifiedtls.TlsCertificate;
import io.unifiedtls.TlsClientConfiguration;
import io.unifiedtls.TlsFeature;
import io.unifiedtls.TlsImplementation;
import io.unifiedtls.TlsPrivateKey;
import io.unifiedtls.TlsServerConfiguration;
import io.unifiedtls.TlsVersion;
import io.unifiedtls.TrustStore;
import io.unifiedtls.test.Handshakes;
import io.unifiedtls.test.TestAuthority;
import io.unifiedtls.test.TestCertificate;

/**
 * What holds for certificate chains that are loaded when a client requests their server name, whatever the TLS library:
 * one class of tests for each extends this.
 */
public abstract class OnDemandRules {

    private static final String UNKNOWN = "the client requested an unknown server name";

    private final TestAuthority root = TestAuthority.create("On Demand Tests");

    private final TestCertificate shop = this.root.server("shop.example.com");

    @TempDir
    private Path directory;

    /** Returns the implementation to test. */
    protected abstract TlsImplementation implementation();

    @BeforeEach
    void writeShop() throws IOException {
        write("shop.example.com", this.shop);
    }

    private void write(String name, TestCertificate certificate) throws IOException {
        Files.write(this.directory.resolve(name + ".pem"), certificate.chainPem());
        Files.write(this.directory.resolve(name + ".key"), certificate.privateKeyPem());
    }

    // ---- a directory

    @ParameterizedTest
    @EnumSource(names = {"TLSv1_2", "TLSv1_3"})
    void servesTheNameOfAFile(TlsVersion version) throws Exception {
        var server = server(CertificateDirectory.of(this.directory));

        assertThat(leaf(client(version), server, "shop.example.com")).isEqualTo(this.shop.certificate());
        assertThat(leaf(client(version), server, "SHOP.example.com")).isEqualTo(this.shop.certificate());
    }

    @Test
    void servesEveryLayout() throws Exception {
        var combined = this.root.server("combined.example.com");
        var wildcard = this.root.server("*.wild.example.com");
        var certbot = this.root.server("certbot.example.com");
        var secret = this.root.server("secret.example.com");
        Files.write(this.directory.resolve("combined.example.com.pem"), combined.combinedPem());
        write("_.wild.example.com", wildcard);
        var live = Files.createDirectory(this.directory.resolve("certbot.example.com"));
        Files.write(live.resolve("fullchain.pem"), certbot.chainPem());
        Files.write(live.resolve("privkey.pem"), certbot.privateKeyPem());
        var mounted = Files.createDirectory(this.directory.resolve("secret.example.com"));
        Files.write(mounted.resolve("tls.crt"), secret.chainPem());
        Files.write(mounted.resolve("tls.key"), secret.privateKeyPem());
        var server = server(CertificateDirectory.of(this.directory));

        assertThat(leaf(client(), server, "combined.example.com")).isEqualTo(combined.certificate());
        assertThat(leaf(client(), server, "any.wild.example.com")).isEqualTo(wildcard.certificate());
        assertThat(leaf(client(), server, "certbot.example.com")).isEqualTo(certbot.certificate());
        assertThat(leaf(client(), server, "secret.example.com")).isEqualTo(secret.certificate());
    }

    @Test
    void servesTheNamesOfTheCertificates() throws Exception {
        var both = this.root.server("one.example.com", "two.example.com");
        write("any.example.com", both);
        var server = server(CertificateDirectory.of(this.directory).withNames(CertificateDirectory.Names.CERTIFICATE));

        assertThat(leaf(client(), server, "one.example.com")).isEqualTo(both.certificate());
        assertThat(leaf(client(), server, "two.example.com")).isEqualTo(both.certificate());
        assertThatExceptionOfType(SSLException.class)
                .isThrownBy(() -> leaf(client(), server, "any.example.com"))
                .withMessage(UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource({"other.example.com", "example.com", "a.shop.example.com", "shop.example.com.key"})
    void rejectsOtherNames(String name) throws Exception {
        var server = server(CertificateDirectory.of(this.directory));

        assertThatExceptionOfType(SSLException.class)
                .isThrownBy(() -> leaf(client(), server, name))
                .withMessage(UNKNOWN);
    }

    @Test
    void prefersExactNamesAndThenWhatIsConfigured() throws Exception {
        var configured = this.root.server("www.example.com", "*.example.com");
        var wildcard = this.root.server("*.example.com");
        var www = this.root.server("www.example.com");
        write("_.example.com", wildcard);
        write("www.example.com", www);
        var server = server(settings -> settings.certificateChains(List.of(chain(configured)))
                .certificateDirectory(CertificateDirectory.of(this.directory)));

        assertThat(leaf(client(), server, "shop.example.com")).isEqualTo(this.shop.certificate());
        assertThat(leaf(client(), server, "www.example.com")).isEqualTo(configured.certificate());
        assertThat(leaf(client(), server, "any.example.com")).isEqualTo(configured.certificate());
    }

    @Test
    void keepsABrokenEntryFromItsOwnNameOnly() throws Exception {
        write("broken.example.com", this.root.server("broken.example.com"));
        Files.write(this.directory.resolve("broken.example.com.key"), this.shop.privateKeyPem());
        var server = server(CertificateDirectory.of(this.directory));

        for (int i = 0; i < 2; i++) {
            assertThatExceptionOfType(SSLException.class)
                    .isThrownBy(() -> leaf(client(), server, "broken.example.com"))
                    .withMessageStartingWith("the certificate chain could not be loaded: ")
                    .withMessageContaining("broken.example.com.key");
        }
        assertThat(leaf(client(), server, "shop.example.com")).isEqualTo(this.shop.certificate());

        var mended = this.root.server("broken.example.com");
        write("broken.example.com", mended);
        assertThat(leaf(client(), server, "broken.example.com")).isEqualTo(mended.certificate());
    }

    @Test
    void takesUpWhatHasChanged() throws Exception {
        write("old.example.com", this.root.server("old.example.com"));
        var server = server(CertificateDirectory.of(this.directory)).reloadable();
        leaf(client(), server, "shop.example.com");
        leaf(client(), server, "old.example.com");
        var renewed = this.root.server("shop.example.com");
        var added = this.root.server("new.example.com");
        write("shop.example.com", renewed);
        write("new.example.com", added);
        Files.delete(this.directory.resolve("old.example.com.pem"));

        server.reload();

        assertThat(leaf(client(), server, "shop.example.com")).isEqualTo(renewed.certificate());
        assertThat(leaf(client(), server, "new.example.com")).isEqualTo(added.certificate());
        assertThatExceptionOfType(SSLException.class)
                .isThrownBy(() -> leaf(client(), server, "old.example.com"))
                .withMessage(UNKNOWN);
    }

    @Test
    void keepsWhatItHasIfTheNewFilesAreBroken() throws Exception {
        var server = server(CertificateDirectory.of(this.directory)).reloadable();
        leaf(client(), server, "shop.example.com");
        Files.write(this.directory.resolve("shop.example.com.pem"), new byte[100]);

        server.reload();

        assertThat(leaf(client(), server, "shop.example.com")).isEqualTo(this.shop.certificate());
    }

    @Test
    void servesSockets() throws Exception {
        var localhost = this.root.server("localhost");
        write("localhost", localhost);
        var server = server(CertificateDirectory.of(this.directory));

        try (var listening = server.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10)) {
            var port = ((InetSocketAddress) listening.localAddress()).getPort();
            var served = CompletableFuture.runAsync(() -> {
                try (var accepted = listening.accept()) {
                    accepted.doHandshake();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            try (var socket = client().connect("localhost", port)) {
                socket.doHandshake();
                assertThat(socket.peerCertificate())
                        .contains(localhost.certificate().getEncoded());
            }
            assertThat(served).succeedsWithin(Duration.ofSeconds(10));
        }
    }

    @ParameterizedTest
    @CsvSource({"nowhere, no such directory: ", "shop.example.com.pem, is not a directory"})
    void refusesWhatIsNotADirectory(String name, String message) {
        var location = CertificateDirectory.of(this.directory.resolve(name));

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> server(location))
                .withMessageContaining(message)
                .satisfies(error -> assertThat(error.setting()).contains(location));
    }

    @Test
    void refusesADefaultThatIsNotThere() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(
                        () -> server(settings -> settings.certificateDirectory(CertificateDirectory.of(this.directory))
                                .unknownServerName(ServerNamePolicy.USE_DEFAULT)))
                .withMessage(
                        "clients are to get the default certificate chain, but none is configured; configure one, or reject clients without a known server name");
    }

    @Test
    void refusesAKeyThatTheLibraryDoesNotSupportForItsNameOnly() throws Exception {
        write(
                "ed.example.com",
                this.root.leaf().names("ed.example.com").ed25519().issue());
        var server = server(CertificateDirectory.of(this.directory));

        if (!implementation().capabilities().has(TlsFeature.EDWARDS_KEYS)) {
            assertThatExceptionOfType(SSLException.class)
                    .isThrownBy(() -> leaf(client(), server, "ed.example.com"))
                    .withMessageContaining("does not support EdDSA keys; use an EC or RSA key");
        }
        assertThat(leaf(client(), server, "shop.example.com")).isEqualTo(this.shop.certificate());
    }

    // ---- a source

    @ParameterizedTest
    @EnumSource(names = {"TLSv1_2", "TLSv1_3"})
    void servesWhatASourceFinds(TlsVersion version) throws Exception {
        var asked = new ArrayList<String>();
        var server = server(settings -> settings.signingChainSource(name -> {
            asked.add(name);
            return SigningChainSource.Answer.found(chain(this.shop));
        }));

        for (int i = 0; i < 3; i++) {
            assertThat(leaf(client(version), server, "Shop.example.com")).isEqualTo(this.shop.certificate());
        }

        assertThat(asked).containsExactly("shop.example.com");
    }

    @Test
    void asksASourceOnceForAllThatWait() throws Exception {
        var asked = new AtomicInteger();
        var answer = new CountDownLatch(1);
        var server = server(settings -> settings.signingChainSource(name -> {
            asked.incrementAndGet();
            answer.await();
            return SigningChainSource.Answer.found(chain(this.shop));
        }));
        var clients = Executors.newFixedThreadPool(10);
        try {
            var leaves = new ArrayList<Future<X509Certificate>>();
            for (int i = 0; i < 10; i++) {
                leaves.add(clients.submit(() -> leaf(client(), server, "shop.example.com")));
            }
            answer.countDown();

            for (var leaf : leaves) {
                assertThat(leaf.get()).isEqualTo(this.shop.certificate());
            }
        } finally {
            clients.shutdown();
        }
        assertThat(asked).hasValueLessThanOrEqualTo(10);
        assertThat(leaf(client(), server, "shop.example.com")).isEqualTo(this.shop.certificate());
    }

    @Test
    void appliesThePolicyToWhatASourceDoesNotKnow() throws Exception {
        var fallback = this.root.server("www.example.com", "unknown.example.com");
        var server = server(settings -> settings.certificateChains(List.of(chain(fallback)))
                .signingChainSource(name -> name.startsWith("bad.")
                        ? SigningChainSource.Answer.rejected()
                        : SigningChainSource.Answer.unknown()));

        assertThat(leaf(client(), server, "unknown.example.com")).isEqualTo(fallback.certificate());
        assertThatExceptionOfType(SSLException.class)
                .isThrownBy(() -> leaf(client(), server, "bad.example.com"))
                .withMessage(UNKNOWN);
    }

    @Test
    void refusesOneConnectionIfASourceFails() throws Exception {
        var attempts = new AtomicInteger();
        var server = server(settings -> settings.signingChainSource(name -> {
            if (attempts.incrementAndGet() == 1) {
                throw new IOException("the database is away");
            }
            return SigningChainSource.Answer.found(chain(this.shop));
        }));

        assertThatExceptionOfType(SSLException.class)
                .isThrownBy(() -> leaf(client(), server, "shop.example.com"))
                .withMessage(
                        "the certificate chain could not be loaded: the source of certificates failed: java.io.IOException: the database is away");
        assertThat(leaf(client(), server, "shop.example.com")).isEqualTo(this.shop.certificate());
    }

    // ---- helpers

    private static SigningChain chain(TestCertificate certificate) {
        return SigningChain.of(
                TlsCertificate.fromBuffer(certificate.chainPem()),
                TlsPrivateKey.fromBuffer(certificate.privateKeyPem()));
    }

    private ServerContext server(CertificateDirectory directory) throws ConfigurationException {
        return server(settings -> settings.certificateDirectory(directory));
    }

    private ServerContext server(UnaryOperator<TlsServerConfiguration.Builder> settings) throws ConfigurationException {
        return implementation()
                .serverContext(settings.apply(TlsServerConfiguration.builder()).build());
    }

    private ClientContext client() throws ConfigurationException {
        return client(TlsVersion.TLSv1_3);
    }

    private ClientContext client(TlsVersion version) throws ConfigurationException {
        return implementation()
                .clientContext(TlsClientConfiguration.builder()
                        .trustStore(TrustStore.fromBuffer(this.root.certificatePem()))
                        .highestSupportedVersion(version)
                        .build());
    }

    /** Returns what a new client gets; it throws what the server does. */
    private static X509Certificate leaf(ClientContext client, ServerContext server, String name) throws SSLException {
        var engine = client.createEngine(name, 443);
        Handshakes.complete(engine, server.createEngine());
        return (X509Certificate) engine.getSession().getPeerCertificates()[0];
    }
}
