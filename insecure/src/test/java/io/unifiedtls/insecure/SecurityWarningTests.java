package io.unifiedtls.insecure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Set;

import javax.net.ssl.SSLException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.unifiedtls.ClientAuthentication;
import io.unifiedtls.TlsClientConfiguration;
import io.unifiedtls.TlsVersion;
import io.unifiedtls.fixtures.RecordedHandshakes;
import io.unifiedtls.jsse.JsseImplementation;
import io.unifiedtls.test.Handshakes;

class SecurityWarningTests {

    private static final String WITHOUT_THE_CERTIFICATE =
            ": the peer's certificate is not verified; safer: trust that certificate itself with"
                    + " TrustStore.fromFile";

    private final RecordedWarnings warnings = RecordedWarnings.start();

    @AfterEach
    void stop() {
        this.warnings.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"TLSv1_2", "TLSv1_3"})
    void eachStepOfAClientWarns(TlsVersion version) throws Exception {
        var server = Contexts.server(Contexts.OTHER_AUTHORITY.server("localhost"));

        var configuration = new InsecureClientConfiguration(
                Contexts.clientConfiguration().highestSupportedVersion(version).build(),
                Set.of(SkippedCheck.CERTIFICATE));
        assertThat(this.warnings.take()).containsExactly("insecure client configuration" + WITHOUT_THE_CERTIFICATE);

        var client = Contexts.implementation().clientContext(configuration);
        assertThat(this.warnings.take()).containsExactly("insecure client context" + WITHOUT_THE_CERTIFICATE);

        Handshakes.complete(client.createEngine("localhost", 443), server.createEngine());
        assertThat(this.warnings.take())
                .containsExactly("insecure client handshake in the context 'unnamed'" + WITHOUT_THE_CERTIFICATE);

        var handshakes = new RecordedHandshakes();
        var observed = client.observed("payments", handshakes);
        Handshakes.complete(observed.createEngine("localhost", 443), server.createEngine());
        assertThat(this.warnings.take())
                .containsExactly("insecure client handshake in the context 'payments'" + WITHOUT_THE_CERTIFICATE);
        assertThat(handshakes.events())
                .extracting(event -> event.resumed().get())
                .containsExactly(true);
    }

    @ParameterizedTest
    @EnumSource(names = {"TLSv1_2", "TLSv1_3"})
    void eachStepOfAServerWarns(TlsVersion version) throws Exception {
        var client = new JsseImplementation()
                .clientContext(Contexts.unknownClient()
                        .highestSupportedVersion(version)
                        .build());

        var server = Contexts.insecureServer(ClientAuthentication.REQUIRED);
        assertThat(this.warnings.take())
                .containsExactly(
                        "insecure server configuration" + WITHOUT_THE_CERTIFICATE,
                        "insecure server context" + WITHOUT_THE_CERTIFICATE);

        Handshakes.complete(client.createEngine("localhost", 443), server.createEngine());
        assertThat(this.warnings.take())
                .containsExactly("insecure server handshake in the context 'unnamed'" + WITHOUT_THE_CERTIFICATE);
    }

    @Test
    void buffersAndServerSocketsWarn() throws Exception {
        var client = Contexts.client(TlsVersion.TLSv1_3, SkippedCheck.CERTIFICATE);
        var server = Contexts.insecureServer(ClientAuthentication.OPTIONAL);
        this.warnings.take();

        client.createBuffer("localhost");
        assertThat(this.warnings.take()).containsExactly("insecure client buffer" + WITHOUT_THE_CERTIFICATE);

        server.createBuffer();
        assertThat(this.warnings.take()).containsExactly("insecure server buffer" + WITHOUT_THE_CERTIFICATE);

        server.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1)
                .close();
        assertThat(this.warnings.take()).containsExactly("insecure server socket" + WITHOUT_THE_CERTIFICATE);
    }

    @Test
    void aHandshakeThatFailsWarnsToo() throws Exception {
        var client = Contexts.client(TlsVersion.TLSv1_3, SkippedCheck.HOSTNAME);
        var server = Contexts.server(Contexts.OTHER_AUTHORITY.server("localhost"));
        this.warnings.take();

        assertThatExceptionOfType(SSLException.class)
                .isThrownBy(() -> Handshakes.complete(client.createEngine("localhost", 443), server.createEngine()));

        assertThat(this.warnings.take())
                .containsExactly("insecure client handshake in the context 'unnamed': the certificate may be for any"
                        + " host; safer: connect by a name in the certificate");
    }

    @Test
    void namesEverythingThatIsNotVerified() {
        new InsecureClientConfiguration(
                TlsClientConfiguration.builder().build(), Set.of(SkippedCheck.HOSTNAME, SkippedCheck.CERTIFICATE));

        assertThat(this.warnings.take())
                .containsExactly("insecure client configuration: the peer's certificate is not verified, and the"
                        + " certificate may be for any host; safer: trust that certificate itself with"
                        + " TrustStore.fromFile, and connect by a name in the certificate");
    }

    @Test
    void anOrdinaryContextDoesNotWarn() throws Exception {
        var client = new JsseImplementation()
                .clientContext(Contexts.clientConfiguration().build());
        var server = Contexts.server(Contexts.AUTHORITY.server("localhost"));

        Handshakes.complete(client.createEngine("localhost", 443), server.createEngine());

        assertThat(this.warnings.take()).isEmpty();
    }
}
