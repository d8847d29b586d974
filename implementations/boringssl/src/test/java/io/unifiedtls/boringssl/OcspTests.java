package io.unifiedtls.boringssl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import javax.net.ssl.SSLException;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.ReferenceCountUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.unifiedtls.ConfigurationException;
import io.unifiedtls.OcspResponse;
import io.unifiedtls.ServerContext;
import io.unifiedtls.SigningChainSource;
import io.unifiedtls.TlsClientConfiguration;
import io.unifiedtls.TlsServerConfiguration;
import io.unifiedtls.TlsVersion;
import io.unifiedtls.jsse.JsseImplementation;
import io.unifiedtls.test.Handshakes;
import io.unifiedtls.test.junit.TestIdentities;

class OcspTests {

    /** The shortest that a server takes: successful, with no content; a client that looks into it would refuse it. */
    private static final byte[] RESPONSE = {0x30, 0x03, 0x0A, 0x01, 0x00};

    private static final byte[] OTHER_RESPONSE = {0x30, 0x05, 0x0A, 0x01, 0x00, (byte) 0xA0, 0x00};

    private static final OcspResponse STAPLE = OcspResponse.fromBuffer(RESPONSE);

    @ParameterizedTest
    @EnumSource(
            value = TlsVersion.class,
            names = {"TLSv1_2", "TLSv1_3"})
    void isStapledToTheChainThatIsChosen(TlsVersion version) throws Exception {
        var other = Fixture.AUTHORITY.server("www.example.com");
        var server = Fixture.server(settings -> settings.certificateChains(List.of(
                TestIdentities.chain(Fixture.LOCALHOST).withOcspResponse(STAPLE), TestIdentities.chain(other))));

        assertThat(staple(server, "localhost.", version)).isEqualTo(RESPONSE);
        assertThat(staple(server, "www.example.com", version)).isNullOrEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = TlsVersion.class,
            names = {"TLSv1_2", "TLSv1_3"})
    void isReadAgainFromItsFile(TlsVersion version, @TempDir Path directory) throws Exception {
        var file = Files.write(directory.resolve("www.ocsp"), RESPONSE);
        var response = OcspResponse.fromFile(file);
        var server = Fixture.server(settings -> settings.certificateChains(
                        List.of(TestIdentities.chain(Fixture.LOCALHOST).withOcspResponse(response))))
                .reloadable();
        assertThat(staple(server, "localhost.", version)).isEqualTo(RESPONSE);
        Files.write(file, OTHER_RESPONSE);

        assertThat(server.reload()).isTrue();
        assertThat(staple(server, "localhost.", version)).isEqualTo(OTHER_RESPONSE);

        Files.write(file, new byte[] {0x30, 3, 0x0A, 1, 6});
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(server::reload)
                .withMessage("the OCSP response in %s is an error (status 6); request it again", file)
                .satisfies(refusal -> assertThat(refusal.setting()).contains(response));
        assertThat(staple(server, "localhost.", version)).isEqualTo(OTHER_RESPONSE);
        assertThat(server.generation()).isEqualTo(2);

        Files.delete(file);
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(server::reload)
                .withMessage("no such file: " + file);
        assertThat(staple(server, "localhost.", version)).isEqualTo(OTHER_RESPONSE);
    }

    @ParameterizedTest
    @EnumSource(
            value = TlsVersion.class,
            names = {"TLSv1_2", "TLSv1_3"})
    void isStapledToAChainThatIsFoundOnDemand(TlsVersion version) throws Exception {
        var other = TestIdentities.chain(Fixture.AUTHORITY.server("www.example.com"));
        var server = Fixture.server(settings ->
                settings.signingChainSource(name -> SigningChainSource.Answer.found(other.withOcspResponse(STAPLE))));

        assertThat(staple(server, "www.example.com", version)).isEqualTo(RESPONSE);
    }

    @Test
    void isRefusedOnDemandIfNobodyStaplesIt() throws Exception {
        var other = TestIdentities.chain(Fixture.AUTHORITY.server("www.example.com"));
        var server = new JsseImplementation()
                .serverContext(TlsServerConfiguration.builder()
                        .certificateChains(List.of(TestIdentities.chain(Fixture.LOCALHOST)))
                        .signingChainSource(name -> SigningChainSource.Answer.found(other.withOcspResponse(STAPLE)))
                        .build());

        assertThatExceptionOfType(SSLException.class)
                .isThrownBy(() -> staple(server, "www.example.com", TlsVersion.TLSv1_3))
                .withStackTraceContaining("TLS implementation jsse does not support stapling");
    }

    /** Connects a client that asks for a response, and returns what it gets. */
    private static byte[] staple(ServerContext server, String serverName, TlsVersion version) throws Exception {
        var context = SslContextBuilder.forClient()
                .sslProvider(SslProvider.OPENSSL_REFCNT)
                .enableOcsp(true)
                .protocols(version.protocol())
                .endpointIdentificationAlgorithm(null)
                .trustManager(Fixture.AUTHORITY.certificate())
                .build();
        var client = (ReferenceCountedOpenSslEngine) context.newEngine(ByteBufAllocator.DEFAULT, serverName, 443);
        try {
            Handshakes.complete(client, server.createEngine());
            return client.getOcspResponse();
        } finally {
            ReferenceCountUtil.release(client);
            ReferenceCountUtil.release(context);
        }
    }

    @Test
    void isRefusedWhereItIsNone() {
        var chain = TestIdentities.chain(Fixture.LOCALHOST);

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> Fixture.server(settings -> settings.certificateChains(
                        List.of(chain.withOcspResponse(OcspResponse.fromBuffer("-----BEGIN".getBytes()))))))
                .withMessage("no OCSP response found in a buffer of 10 bytes; it must be in DER");
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> Fixture.server(settings -> settings.certificateChains(
                        List.of(chain.withOcspResponse(OcspResponse.fromBuffer(new byte[] {0x30, 3, 0x0A, 1, 6}))))))
                .withMessage("the OCSP response in a buffer of 5 bytes is an error (status 6); request it again");
    }

    @Test
    void isRefusedWhereNobodyStaplesIt() {
        var chain = TestIdentities.chain(Fixture.LOCALHOST).withOcspResponse(OcspResponse.fromFile(Path.of("none")));

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> Fixture.IMPLEMENTATION.validate(
                        TlsClientConfiguration.builder().certificateChain(chain).build()))
                .withMessage("a client does not staple an OCSP response; remove it");
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> new JsseImplementation()
                        .validate(TlsServerConfiguration.builder()
                                .certificateChains(List.of(chain))
                                .build()))
                .withMessage(
                        "TLS implementation jsse does not support stapling a configured OCSP response; remove it, or use another implementation");
    }
}
