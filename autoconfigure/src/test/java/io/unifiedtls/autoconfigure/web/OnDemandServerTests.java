package io.unifiedtls.autoconfigure.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLContext;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.unifiedtls.HandshakeFailure;
import io.unifiedtls.ServerNameMatch;
import io.unifiedtls.SigningChain;
import io.unifiedtls.SigningChainSource;
import io.unifiedtls.TlsCertificate;
import io.unifiedtls.TlsClientConfiguration;
import io.unifiedtls.TlsImplementation;
import io.unifiedtls.TlsPrivateKey;
import io.unifiedtls.TrustStore;
import io.unifiedtls.autoconfigure.reload.TlsReloadAutoConfiguration;
import io.unifiedtls.fixtures.RecordedHandshakes.Kind;
import io.unifiedtls.test.TestCertificate;

/** Certificates in a directory and of a source are loaded when a client requests them. */
@ParameterizedClass
@ServerKinds
class OnDemandServerTests {

    // RFC 8446, section 6
    private static final int INTERNAL_ERROR = 80;

    // RFC 6066, section 3
    private static final int UNRECOGNIZED_NAME = 112;

    /** More than Reactor Netty has event loops on the machines of the tests. */
    private static final int SLOW_CLIENTS = 24;

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Parameter
    ServerKind kind;

    @TempDir
    static Path directory;

    private static TlsServer server;

    @BeforeParameterizedClassInvocation
    static void start(ServerKind kind) throws Exception {
        write("site.example.com", Site.AUTHORITY.server("site.example.com"));
        write("broken.example.com", Site.AUTHORITY.server("broken.example.com"));
        Files.writeString(directory.resolve("broken.example.com.key"), "nonsense");
        server = TlsServer.startWith(
                kind,
                Beans.class,
                Map.of("certificate-directory.location", directory.toString(), "source", "tenants"),
                "tls.reload.quiet-period=20ms");
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        server.close();
    }

    private static void write(String name, TestCertificate certificate) throws IOException {
        for (var file : Map.of(".key", certificate.privateKeyPem(), ".pem", certificate.chainPem())
                .entrySet()) {
            var fresh = directory.resolve("." + name + file.getKey());
            Files.write(fresh, file.getValue());
            Files.move(fresh, directory.resolve(name + file.getKey()), StandardCopyOption.ATOMIC_MOVE);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-tls1_2", "-tls1_3"})
    void servesTheCertificateOfAFile(String version) {
        var client = SClient.connect(server, "-servername", "site.example.com", version);

        assertThat(client.output()).contains("secure=true").contains("subject=CN = site.example.com");
        assertThat(server.outcome(Kind.SUCCEEDED).serverNameMatch()).contains(ServerNameMatch.EXACT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-tls1_2", "-tls1_3"})
    void servesWhatTheSourceFinds(String version) {
        var client = SClient.connect(server, "-servername", "tenant.example.com", version);

        assertThat(client.output()).contains("secure=true");
        assertThat(client.leaf()).contains(Tenants.TENANT.certificate());
        server.outcome(Kind.SUCCEEDED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-tls1_2", "-tls1_3"})
    void rejectsAnUnknownName(String version) {
        var client = SClient.connect(server, "-servername", "unknown.example.com", version);

        assertThat(client.alert()).contains(UNRECOGNIZED_NAME);
        assertThat(server.outcome(Kind.FAILED).failure()).contains(HandshakeFailure.UNRECOGNIZED_NAME);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-tls1_2", "-tls1_3"})
    void refusesTheNameOfABrokenFile(String version) {
        var client = SClient.connect(server, "-servername", "broken.example.com", version);

        assertThat(client.alert()).contains(INTERNAL_ERROR);
        assertThat(server.outcome(Kind.FAILED).failureMessage().orElseThrow())
                .startsWith("the certificate chain could not be loaded: ")
                .contains("broken.example.com.key");
    }

    @Test
    void takesUpARenewedFile() throws Exception {
        write("renewed.example.com", Site.AUTHORITY.server("renewed.example.com"));
        awaitLeaf("renewed.example.com", null);
        var next = Site.AUTHORITY.server("renewed.example.com");

        write("renewed.example.com", next);

        awaitLeaf("renewed.example.com", next);
    }

    private static void awaitLeaf(String name, TestCertificate expected) {
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(() -> {
            var leaf = SClient.connect(server, "-servername", name).leaf();
            server.anyOutcome();
            return leaf.isPresent() && (expected == null || leaf.get().equals(expected.certificate()));
        });
    }

    @Test
    void keepsOnlyThoseWaitingThatNeedTheAnswer() throws Exception {
        var clients = Executors.newFixedThreadPool(SLOW_CLIENTS);
        try {
            var answers = new ArrayList<Future<String>>();
            for (int i = 0; i < SLOW_CLIENTS; i++) {
                answers.add(clients.submit(OnDemandServerTests::requestSlowName));
            }
            Tenants.slowAsked.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);

            assertThat(SClient.connect(server, "-servername", "site.example.com")
                            .output())
                    .contains("secure=true");

            assertThat(answers).noneMatch(Future::isDone);
            Tenants.slowAnswer.countDown();
            for (var answer : answers) {
                assertThat(answer.get()).startsWith("HTTP/1.1 200").contains("secure=true");
            }
        } finally {
            Tenants.slowAnswer.countDown();
            clients.shutdown();
        }
        server.awaitOutcomes(SLOW_CLIENTS + 1);
        Tenants.reset();
    }

    private static String requestSlowName() throws Exception {
        try (var plain = new Socket(InetAddress.getLoopbackAddress(), server.port());
                var socket = client().getSocketFactory().createSocket(plain, "slow.example.com", server.port(), true)) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.getOutputStream()
                    .write("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    private static SSLContext client() throws IOException {
        return TlsImplementation.named("jsse")
                .clientContext(TlsClientConfiguration.builder()
                        .trustStore(TrustStore.fromBuffer(Site.AUTHORITY.certificatePem()))
                        .build())
                .sslContext();
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration(TlsReloadAutoConfiguration.class)
    static class Beans {

        @Bean
        SigningChainSource tenants() {
            return new Tenants();
        }
    }

    /** As a database would be. */
    private static final class Tenants implements SigningChainSource {

        static final TestCertificate TENANT = Site.AUTHORITY.server("tenant.example.com");

        static final TestCertificate SLOW = Site.AUTHORITY.server("slow.example.com");

        static CountDownLatch slowAsked = new CountDownLatch(1);

        static CountDownLatch slowAnswer = new CountDownLatch(1);

        static void reset() {
            slowAsked = new CountDownLatch(1);
            slowAnswer = new CountDownLatch(1);
        }

        @Override
        public Answer find(String serverName) throws InterruptedException {
            switch (serverName) {
                case "tenant.example.com" -> {
                    return Answer.found(chain(TENANT));
                }
                case "slow.example.com" -> {
                    slowAsked.countDown();
                    slowAnswer.await();
                    return Answer.found(chain(SLOW));
                }
                default -> {
                    return Answer.unknown();
                }
            }
        }

        /** More than a busy machine needs for the clients of the test. */
        @Override
        public Duration timeout() {
            return PATIENCE;
        }

        private static SigningChain chain(TestCertificate certificate) {
            return SigningChain.of(
                    TlsCertificate.fromBuffer(certificate.chainPem()),
                    TlsPrivateKey.fromBuffer(certificate.privateKeyPem()));
        }
    }
}
