package io.unifiedtls.autoconfigure.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.unifiedtls.AlertDescription;
import io.unifiedtls.HandshakeEvent;
import io.unifiedtls.HandshakeFailure;
import io.unifiedtls.TlsVersion;
import io.unifiedtls.fixtures.RecordedHandshakes.Kind;
import io.unifiedtls.test.TestCertificate;

/** Refuses client certificate chains that are too long or too large, with an alert and the limit in the log. */
@ParameterizedClass
@ServerKinds
class LargeClientChainTests {

    private static final TestCertificate LONG = chainOf(12);

    /** Below and above the limit of 32 KiB of the JDK and of BouncyCastle, and that of 100 KiB of BoringSSL. */
    private static final Map<Integer, TestCertificate> LARGE =
            Map.of(28, large(28), 40, large(40), 90, large(90), 120, large(120));

    @Parameter
    ServerKind kind;

    private static TlsServer server;

    @BeforeParameterizedClassInvocation
    static void start(ServerKind kind) {
        server = TlsServer.start(
                kind,
                Site.properties(
                        "client-authentication",
                        "optional",
                        "trust-store.certificates",
                        Site.pem(Site.CLIENT_AUTHORITY.certificatePem())));
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        server.close();
    }

    private static TestCertificate large(int kibibytes) {
        return Site.CLIENT_AUTHORITY
                .leaf()
                .commonName("large")
                .client()
                .names(IntStream.range(0, kibibytes * 1024 / 36)
                        .mapToObj("name-%05d.of-the-client.example.com"::formatted)
                        .toArray(String[]::new))
                .issue();
    }

    private static TestCertificate chainOf(int certificates) {
        var authority = Site.CLIENT_AUTHORITY;
        for (int i = 1; i < certificates; i++) {
            authority = authority.intermediate("Authority " + i);
        }
        return authority.leaf().commonName("long").client().issue();
    }

    @ParameterizedTest
    @EnumSource(
            value = TlsVersion.class,
            names = {"TLSv1_2", "TLSv1_3"})
    void refusesAChainThatIsTooLong(TlsVersion version) throws IOException {
        var ending = present(LONG, version);

        var event = server.outcome(Kind.FAILED);
        assertThat(event.failure()).as(event.toString()).contains(HandshakeFailure.CERTIFICATE_OTHER);
        assertThat(message(event))
                .contains(
                        switch (this.kind.implementation()) {
                            case "jsse", "bouncycastle" -> "jdk.tls.server.maxInboundCertificateChainLength";
                            default -> "its chain is too long; 12 certificates were sent, and the limit is 10";
                        });
        assertThat(ending.alert())
                .contains(
                        switch (this.kind.implementation()) {
                            case "jsse" ->
                                // JDK 25 has an alert of its own for it.
                                (Runtime.version().feature() < 25)
                                        ? AlertDescription.HANDSHAKE_FAILURE
                                        : AlertDescription.INTERNAL_ERROR;
                            case "boringssl" -> AlertDescription.BAD_CERTIFICATE;
                            case "bouncycastle" -> AlertDescription.INTERNAL_ERROR;
                            default ->
                                version == TlsVersion.TLSv1_2
                                        ? AlertDescription.BAD_CERTIFICATE
                                        : AlertDescription.CERTIFICATE_UNKNOWN;
                        });
    }

    @ParameterizedTest
    @EnumSource(
            value = TlsVersion.class,
            names = {"TLSv1_2", "TLSv1_3"})
    void acceptsALargeMessage(TlsVersion version) throws IOException {
        var ending = present(LARGE.get(isBoringSsl() ? 90 : 28), version);

        server.outcome(Kind.SUCCEEDED);
        assertThat(ending.data()).contains("200");
    }

    @ParameterizedTest
    @EnumSource(
            value = TlsVersion.class,
            names = {"TLSv1_2", "TLSv1_3"})
    void refusesAMessageThatIsTooLarge(TlsVersion version) throws IOException {
        var ending = present(LARGE.get(isBoringSsl() ? 120 : 40), version);

        var event = server.outcome(Kind.FAILED);
        assertThat(event.failure()).as(event.toString()).contains(HandshakeFailure.MALFORMED);
        if (!isBoringSsl()) {
            assertThat(message(event)).contains("jdk.tls.maxHandshakeMessageSize");
        }
        assertThat(ending.alert())
                .contains(
                        switch (this.kind.implementation()) {
                            case "jsse" -> AlertDescription.UNEXPECTED_MESSAGE;
                            case "bouncycastle" -> AlertDescription.INTERNAL_ERROR;
                            default -> AlertDescription.ILLEGAL_PARAMETER;
                        });
    }

    /** Returns whether the library is BoringSSL, whose limit is higher. */
    private boolean isBoringSsl() {
        return List.of("boringssl", "conscrypt").contains(this.kind.implementation());
    }

    private static TamperingClient.Ending present(TestCertificate certificate, TlsVersion version) throws IOException {
        var engine = ClientEngines.identified(server, version, certificate.chain(), certificate.privateKey());
        try (var client = TamperingClient.connect(server, engine)) {
            return client.request();
        }
    }

    private static String message(HandshakeEvent event) {
        return event.failureMessage().orElse("");
    }
}
