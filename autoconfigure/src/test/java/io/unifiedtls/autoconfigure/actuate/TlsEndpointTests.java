package io.unifiedtls.autoconfigure.actuate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.unifiedtls.ClientContext;
import io.unifiedtls.ServerContext;
import io.unifiedtls.autoconfigure.TlsAutoConfiguration;
import io.unifiedtls.test.Handshakes;
import io.unifiedtls.test.TestAuthority;
import io.unifiedtls.test.TestCertificate;

class TlsEndpointTests {

    private static final TestAuthority AUTHORITY = TestAuthority.create("Test CA");

    private static final TestCertificate WWW = AUTHORITY.server("www.example.com", "localhost");

    private static final TestCertificate WWW_RSA =
            AUTHORITY.leaf().names("www.example.com").rsa().issue();

    private static final TestCertificate WILDCARD = AUTHORITY.server("*.shop.example.com");

    @TempDir
    Path directory;

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    TlsAutoConfiguration.class, TlsActuatorAutoConfiguration.class, TlsEndpointAutoConfiguration.class))
            .withPropertyValues(
                    "management.endpoints.web.exposure.include=tls,tlshandshakes", "tls.reload.enabled=false");

    @Test
    void describesAServer() throws IOException {
        withServer(WWW, WWW_RSA, WILDCARD).run(context -> {
            var web = contexts(context).servers().get("web");

            assertThat(web.implementation().name()).isEqualTo("boringssl");
            assertThat(web.implementation().version()).startsWith("BoringSSL (netty-tcnative 2.");
            assertThat(web.implementation().selected()).isEqualTo("auto");
            assertThat(web.versions()).containsExactly("TLSv1.2", "TLSv1.3");
            assertThat(web.ciphers()).contains("TLS_AES_128_GCM_SHA256", "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384");
            assertThat(web.clientAuthentication()).isEqualTo("none");
            assertThat(web.unknownServerName()).isEqualTo("use-default");
            assertThat(web.trust()).isNull();
            var ticketKeys = Objects.requireNonNull(web.ticketKeys());
            assertThat(ticketKeys.origin()).isEqualTo("generated");
            assertThat(ticketKeys.count()).isOne();
            assertThat(ticketKeys.currentSince()).isBetween(Instant.now().minus(Duration.ofHours(1)), Instant.now());
            assertThat(web.generation()).isOne();
            assertThat(web.lastReload()).isNull();
            assertThat(web.chainCount()).isEqualTo(3);
            var chain = web.chains().get(0);
            assertThat(chain.serverNames()).containsExactly("www.example.com", "localhost");
            assertThat(chain.origin()).isEqualTo(file(0).toString());
            assertThat(chain.certificate().subject()).isEqualTo("CN=www.example.com");
            assertThat(chain.certificate().issuer()).isEqualTo("CN=Test CA");
            assertThat(chain.certificate().key()).isEqualTo("EC 256");
            assertThat(chain.certificate().daysLeft()).isPositive();
            assertThat(chain.certificate().sha256()).hasSize(64);
        });
    }

    @Test
    void describesAClient() {
        var pem = new String(AUTHORITY.certificatePem(), StandardCharsets.US_ASCII);
        this.runner
                .withPropertyValues(
                        "tls.clients.payments.trust-store.certificates=" + pem,
                        "tls.clients.payments.implementation=boringssl",
                        "tls.clients.payments.groups=secp256r1",
                        "tls.clients.payments.inner-protocols=h2",
                        "tls.clients.payments.highest-supported-version=TLSv1.2")
                .run(context -> {
                    var payments = contexts(context).clients().get("payments");

                    assertThat(payments.implementation().name()).isEqualTo("boringssl");
                    assertThat(payments.implementation().selected()).isEqualTo("configured");
                    assertThat(payments.versions()).containsExactly("TLSv1.2");
                    assertThat(payments.groups()).containsExactly("secp256r1");
                    assertThat(payments.protocols()).containsExactly("h2");
                    assertThat(payments.clientAuthentication()).isNull();
                    assertThat(payments.chains()).isEmpty();
                    assertThat(Objects.requireNonNull(payments.trust()).count()).isOne();
                    assertThat(payments.trust().origin()).isEqualTo("the configuration itself");
                    assertThat(Objects.requireNonNull(payments.trust().soonestToExpire())
                                    .subject())
                            .isEqualTo("CN=Test CA");
                });
    }

    @Test
    void revokesOnlySessionTicketKeysThatAreShared() throws IOException {
        withServer(WWW).run(context -> {
            var endpoint = context.getBean(TlsEndpoint.class);

            assertThatExceptionOfType(InvalidEndpointRequestException.class)
                    .isThrownBy(() -> endpoint.revoke("web", "revoke-ticket-keys"))
                    .satisfies(error -> assertThat(error.getReason()).contains("tls.sessions.shared"));
            assertThatExceptionOfType(InvalidEndpointRequestException.class)
                    .isThrownBy(() -> endpoint.revoke("web", "restart"))
                    .satisfies(error -> assertThat(error.getReason())
                            .isEqualTo("unknown operation; available: revoke-ticket-keys"));
            assertThatExceptionOfType(InvalidEndpointRequestException.class)
                    .isThrownBy(() -> endpoint.revoke("other", "revoke-ticket-keys"))
                    .satisfies(error -> assertThat(error.getReason()).isEqualTo("unknown server; available: web"));
        });
    }

    @Test
    void hidesTheSessionTicketKeysOfTheConfiguration() throws IOException {
        var key = "0123456789abcdef".repeat(3);
        var file = Files.writeString(this.directory.resolve("ticket.key"), key);
        withServer(WWW)
                .withPropertyValues("tls.servers.web.session-ticket-keys=" + file)
                .run(context -> {
                    var ticketKeys = Objects.requireNonNull(
                            contexts(context).servers().get("web").ticketKeys());

                    assertThat(ticketKeys).isEqualTo(new ContextDescriptor.TicketKeys("configured", 1, null));
                });
    }

    @Test
    void saysWhyAFasterImplementationWasSkipped() throws IOException {
        withServer(WWW)
                .withPropertyValues("tls.servers.web.ciphers=TLS_AES_128_GCM_SHA256")
                .run(context -> assertThat(contexts(context)
                                .servers()
                                .get("web")
                                .implementation()
                                .skipped())
                        .hasEntrySatisfying(
                                "boringssl",
                                reason -> assertThat(reason)
                                        .startsWith("cannot restrict or order the TLS 1.3 cipher suites")));
    }

    @Test
    void countsHandshakes() throws IOException {
        var pem = new String(AUTHORITY.certificatePem(), StandardCharsets.US_ASCII);
        withServer(WWW)
                .withPropertyValues("tls.clients.payments.trust-store.certificates=" + pem)
                .run(context -> {
                    Handshakes.complete(
                            context.getBean(ClientContext.class).createEngine("localhost", 443),
                            context.getBean(ServerContext.class).createEngine());

                    var counts = contexts(context).servers().get("web").handshakes();
                    assertThat(counts.succeeded()).isOne();
                    assertThat(counts.resumedShare()).isZero();
                    assertThat(contexts(context)
                                    .clients()
                                    .get("payments")
                                    .handshakes()
                                    .succeeded())
                            .isOne();
                });
    }

    @Test
    void explainsWhichChainAClientGets() throws IOException {
        withServer(WWW, WWW_RSA, WILDCARD).run(context -> {
            var selection = selection(context, "WWW.example.com");

            assertThat(selection.serverName()).isEqualTo("www.example.com");
            assertThat(selection.match()).isEqualTo("exact");
            assertThat(selection.explanation()).isEqualTo("the first suitable of 2 chains with exactly this name");
            assertThat(selection.candidates())
                    .extracting(chain -> chain.certificate().key())
                    .containsExactly("EC 256", "RSA 2048");
            assertThat(selection.clients().keySet()).containsExactly("modern", "tls1.2", "rsa-only");
            assertThat(selection.clients().get("modern"))
                    .isEqualTo(new SelectionDescriptor.Choice(
                            0, List.of("presented", "suitable, but another one is preferred")));
            assertThat(selection.clients().get("rsa-only"))
                    .isEqualTo(new SelectionDescriptor.Choice(
                            1,
                            List.of("the client has no signature algorithm or cipher suite for its key", "presented")));
        });
    }

    @Test
    void saysThatAClientCannotUseWhatItGets() throws IOException {
        withServer(WWW)
                .run(
                        context -> assertThat(selection(context, "www.example.com")
                                        .clients()
                                        .get("rsa-only"))
                                .isEqualTo(
                                        new SelectionDescriptor.Choice(
                                                0,
                                                List.of(
                                                        "presented, since no other is left, but the client has no signature algorithm or cipher suite for its key"))));
    }

    @Test
    void explainsTheMatchOfEachKind() throws IOException {
        withServer(WWW, WILDCARD).run(context -> {
            assertThat(selection(context, "a.shop.example.com").explanation())
                    .isEqualTo("one chain with the wildcard *.shop.example.com");
            assertThat(selection(context, "unknown.example.com").explanation())
                    .isEqualTo("no chain has this name, so the default is presented: one chain");
            assertThat(selection(context, "").explanation())
                    .isEqualTo("without a server name, the default is presented: one chain");
        });
        withServer(WWW)
                .withPropertyValues("tls.servers.web.unknown-server-name=reject")
                .run(context -> {
                    var selection = selection(context, "unknown.example.com");

                    assertThat(selection.match()).isEqualTo("rejected");
                    assertThat(selection.candidates()).isEmpty();
                    assertThat(selection.clients().get("modern").presented()).isNull();
                });
    }

    @Test
    void explainsThatAChainHasExpired() throws IOException {
        var expired = AUTHORITY
                .leaf()
                .names("www.example.com")
                .validFrom(Instant.now().minus(Duration.ofDays(30)))
                .validUntil(Instant.now().minusSeconds(60))
                .issue();
        withServer(expired, WWW)
                .run(context -> assertThat(
                                selection(context, "www.example.com").clients().get("modern"))
                        .isEqualTo(
                                new SelectionDescriptor.Choice(1, List.of("expired, or not valid yet", "presented"))));
    }

    @Test
    void asksTheDirectoryToo() throws IOException {
        var sites = Files.createDirectory(this.directory.resolve("sites"));
        Files.write(
                sites.resolve("tenant.example.com.pem"),
                AUTHORITY.server("tenant.example.com").combinedPem());
        Files.writeString(sites.resolve("broken.example.com.pem"), "broken");
        withServer(WWW)
                .withPropertyValues("tls.servers.web.certificate-directory.location=" + sites)
                .run(context -> {
                    var selection = selection(context, "tenant.example.com");

                    assertThat(selection.match()).isEqualTo("exact");
                    assertThat(selection.candidates().get(0).certificate().subject())
                            .isEqualTo("CN=tenant.example.com");
                    var onDemand = Objects.requireNonNull(
                            contexts(context).servers().get("web").onDemand());
                    assertThat(onDemand.names()).isEqualTo(2);
                    assertThat(onDemand.loaded()).isOne();
                    assertThat(onDemand.soonestToExpire()).hasSize(1);
                    assertThatExceptionOfType(InvalidEndpointRequestException.class)
                            .isThrownBy(() -> selection(context, "broken.example.com"))
                            .withMessageStartingWith("the chain cannot be loaded: ");
                    assertThat(Objects.requireNonNull(contexts(context)
                                            .servers()
                                            .get("web")
                                            .onDemand())
                                    .brokenCount())
                            .isOne();
                });
    }

    @Test
    void refusesWhatIsNotAHostName() throws IOException {
        withServer(WWW)
                .run(context -> assertThatExceptionOfType(InvalidEndpointRequestException.class)
                        .isThrownBy(() -> selection(context, "a b\r\nX: y"))
                        .withMessage(
                                "serverName is not a valid host name; use ASCII letters, with xn-- for all others"));
    }

    @Test
    void hasNothingForAnUnknownContext() throws IOException {
        withServer(WWW).run(context -> {
            var endpoint = context.getBean(TlsEndpoint.class);

            assertThat(endpoint.context("api", null)).isNull();
            assertThat(endpoint.context("api", "www.example.com")).isNull();
            assertThatExceptionOfType(InvalidEndpointRequestException.class)
                    .isThrownBy(() -> endpoint.reload("api"))
                    .withMessage("unknown context; available: web");
            assertThat(((TlsEndpoint.Descriptor) Objects.requireNonNull(endpoint.context("web", null))).servers())
                    .containsOnlyKeys("web");
        });
    }

    @Test
    void reloads() throws IOException {
        withServer(WWW).run(context -> {
            var endpoint = context.getBean(TlsEndpoint.class);

            assertThat(endpoint.reloadAll().reloads())
                    .containsExactly(new TlsEndpoint.Reload("server", "web", "unchanged", 1, null));

            install(0, AUTHORITY.server("www.example.com"));

            assertThat(endpoint.reload("web").reloads())
                    .containsExactly(new TlsEndpoint.Reload("server", "web", "success", 2, null));
            assertThat(contexts(context).servers().get("web").generation()).isEqualTo(2);

            Files.writeString(file(0), "broken");

            var failed = endpoint.reload("web").reloads().get(0);
            assertThat(failed.outcome()).isEqualTo("failure");
            assertThat(failed.problem()).contains("tls.servers.web.certificate-chains[0]", file(0).toString());
            var last = Objects.requireNonNull(
                    contexts(context).servers().get("web").lastReload());
            assertThat(last.outcome()).isEqualTo("failure");
            assertThat(last.problem()).isEqualTo(failed.problem());
        });
    }

    @Test
    void isAbsentUnlessExposed() throws IOException {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        TlsAutoConfiguration.class,
                        TlsActuatorAutoConfiguration.class,
                        TlsEndpointAutoConfiguration.class))
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .doesNotHaveBean(TlsEndpoint.class)
                        .doesNotHaveBean(HandshakeCounts.class)
                        .doesNotHaveBean(HandshakeJournal.class)
                        .doesNotHaveBean(TlsHandshakesEndpoint.class));
    }

    private ApplicationContextRunner withServer(TestCertificate... chains) throws IOException {
        var properties = new ArrayList<String>();
        for (int i = 0; i < chains.length; i++) {
            install(i, chains[i]);
            properties.add("tls.servers.web.certificate-chains[%d].certificate=%s".formatted(i, file(i)));
        }
        return this.runner.withPropertyValues(properties.toArray(String[]::new));
    }

    private Path file(int chain) {
        return this.directory.resolve(chain + ".pem");
    }

    private void install(int chain, TestCertificate certificate) throws IOException {
        Files.write(file(chain), certificate.combinedPem());
    }

    private static TlsEndpoint.Descriptor contexts(AssertableApplicationContext context) {
        return context.getBean(TlsEndpoint.class).contexts();
    }

    private static SelectionDescriptor selection(AssertableApplicationContext context, String serverName) {
        return (SelectionDescriptor)
                Objects.requireNonNull(context.getBean(TlsEndpoint.class).context("web", serverName));
    }
}
