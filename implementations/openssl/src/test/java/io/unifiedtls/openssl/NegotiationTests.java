package io.unifiedtls.openssl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.AlgorithmConstraints;
import java.security.AlgorithmParameters;
import java.security.CryptoPrimitive;
import java.security.Key;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;

import org.bouncycastle.asn1.x509.GeneralName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.unifiedtls.CipherSuite;
import io.unifiedtls.NamedGroup;
import io.unifiedtls.OcspResponse;
import io.unifiedtls.SessionTicketKey;
import io.unifiedtls.TlsVersion;
import io.unifiedtls.jsse.JsseImplementation;
import io.unifiedtls.test.Handshakes;
import io.unifiedtls.test.junit.TestIdentities;
import io.unifiedtls.test.session.OpenSslClient;

/** What other libraries do not have, and what engines can be set to. */
class NegotiationTests {

    @TempDir
    private Path directory;

    private SSLEngine connect(SSLEngine client, SSLEngine server) throws SSLException {
        Handshakes.complete(client, server);
        assertThat(Handshakes.send(client, new byte[] {1}, server)).containsExactly(1);
        assertThat(Handshakes.send(server, new byte[] {2}, client)).containsExactly(2);
        return client;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TLS_AES_128_CCM_SHA256",
                "TLS_AES_128_CCM_8_SHA256",
                "TLS_ECDHE_ECDSA_WITH_AES_256_CCM_8",
                "TLS_ECDHE_ECDSA_WITH_AES_128_CCM",
                "TLS_ECDHE_ECDSA_WITH_ARIA_128_GCM_SHA256",
                "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384"
            })
    void negotiatesSuitesThatOthersLack(String name) throws Exception {
        var suites = List.of(CipherSuite.named(name).orElseThrow());
        var client = Fixture.client(settings -> settings.ciphers(suites)).createEngine("localhost", 443);
        var server = Fixture.server(settings -> settings.ciphers(suites)).createEngine();

        assertThat(connect(client, server).getSession().getCipherSuite()).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"X25519", "X448", "SECP256R1", "SECP384R1", "SECP521R1"})
    void negotiatesEachGroupWithTheJdk(NamedGroup group) throws Exception {
        var client = Fixture.client(settings -> settings.groups(List.of(group))).createEngine("localhost", 443);
        var server = new JsseImplementation()
                .serverContext(Fixture.server(settings -> settings.groups(List.of(group)))
                        .configuration())
                .createEngine();

        connect(client, server);
    }

    @Test
    void letsASelectorChooseTheApplicationProtocol() throws Exception {
        var server = Fixture.server().createEngine();
        server.setHandshakeApplicationProtocolSelector((engine, offered) -> offered.get(1));
        var client = Fixture.client().createEngine("localhost", 443);
        var parameters = client.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {"\u00FF\u0000", "\u0080x"});
        client.setSSLParameters(parameters);

        connect(client, server);

        assertThat(client.getApplicationProtocol()).isEqualTo("\u0080x");
        assertThat(server.getApplicationProtocol()).isEqualTo("\u0080x");
    }

    @Test
    void endsTheHandshakeIfASelectorWantsTo() throws Exception {
        var server = Fixture.server().createEngine();
        server.setHandshakeApplicationProtocolSelector((engine, offered) -> null);
        var client = Fixture.client().createEngine("localhost", 443);
        var parameters = client.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {"h2"});
        client.setSSLParameters(parameters);

        assertThatExceptionOfType(SSLException.class)
                .isThrownBy(() -> Handshakes.complete(client, server))
                .withMessage("no application protocol in common")
                .satisfies(error ->
                        assertThat(error.getSuppressed()[0]).hasMessageContaining("the alert no_application_protocol"));
    }

    @Test
    void acceptsOnlyServerNamesThatMatch() throws Exception {
        var server = Fixture.server().createEngine();
        var parameters = server.getSSLParameters();
        parameters.setSNIMatchers(List.of(SNIHostName.createSNIMatcher("www\\.example\\.com")));
        server.setSSLParameters(parameters);

        assertThatExceptionOfType(SSLHandshakeException.class)
                .isThrownBy(() -> Handshakes.complete(Fixture.client().createEngine("localhost", 443), server))
                .withMessage("Unrecognized server name indication")
                .satisfies(error ->
                        assertThat(error.getSuppressed()[0]).hasMessageContaining("the alert unrecognized_name"));
    }

    @Test
    void negotiatesTheSignatureSchemesOfAnEngine() throws Exception {
        var client = Fixture.client().createEngine("localhost", 443);
        var parameters = client.getSSLParameters();
        parameters.setSignatureSchemes(new String[] {"rsa_pss_rsae_sha256"});
        client.setSSLParameters(parameters);

        // The key of the server is an EC key.
        assertThatExceptionOfType(SSLException.class)
                .isThrownBy(() -> Handshakes.complete(client, Fixture.server().createEngine()));
    }

    @Test
    void refusesWhatItCannotHonour() throws Exception {
        var engine = Fixture.client().createEngine("localhost", 443);
        var constrained = engine.getSSLParameters();
        constrained.setAlgorithmConstraints(new NoConstraints());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> engine.setSSLParameters(constrained))
                .withMessage("OpenSSL does not support AlgorithmConstraints");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> engine.setEnabledCipherSuites(new String[] {"TLS_RSA_WITH_NULL_MD5"}))
                .withMessage("OpenSSL has no cipher suite TLS_RSA_WITH_NULL_MD5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> engine.setEnabledProtocols(new String[] {"TLSv1.1"}))
                .withMessage("OpenSSL is not used with the version TLSv1.1");
        assertThatIllegalArgumentException().isThrownBy(() -> engine.setUseClientMode(false));
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> engine.setEnableSessionCreation(false));
    }

    private static final class NoConstraints implements AlgorithmConstraints {

        @Override
        public boolean permits(Set<CryptoPrimitive> uses, String algorithm, AlgorithmParameters parameters) {
            return true;
        }

        @Override
        public boolean permits(Set<CryptoPrimitive> uses, Key key) {
            return true;
        }

        @Override
        public boolean permits(Set<CryptoPrimitive> uses, String algorithm, Key key, AlgorithmParameters parameters) {
            return true;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-tls1_2", "-tls1_3"})
    void staplesTheOcspResponse(String version) throws Exception {
        // the shortest that a client reads: successful, with no content
        var response = OcspResponse.fromBuffer(new byte[] {0x30, 0x03, 0x0A, 0x01, 0x00});
        var stapled = TestIdentities.chain(Fixture.LOCALHOST).withOcspResponse(response);
        var with = Fixture.server(settings -> settings.certificateChains(List.of(stapled)));

        assertThat(client().keep(with, version, "-status")).contains("OCSP Response Status: successful (0x0)");
        assertThat(client().keep(Fixture.server(), version, "-status")).contains("OCSP response: no response sent");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-tls1_2", "-tls1_3"})
    void resumesByTheTicketKeysOfEachMoment(String version) throws Exception {
        var old = SessionTicketKey.generate();
        var next = SessionTicketKey.generate();
        var keys = new AtomicReference<>(List.of(old));
        var server = Fixture.server(settings -> settings.sessionTicketKeySource(scope -> keys::get));
        var other = Fixture.server(settings -> settings.sessionTicketKeys(List.of(next, old)));
        client().keep(server, version);

        assertThat(client().offer(other, version)).contains("Reused, TLS");
        keys.set(List.of(next, old));
        assertThat(client().offer(server, version)).contains("Reused, TLS");
        keys.set(List.of(next));
        assertThat(client().offer(server, version)).contains("New, TLS");
    }

    /** A client of the JDK reads no message above 32 KiB, and a ticket has the certificate of the client. */
    @ParameterizedTest
    @EnumSource(names = {"TLSv1_2", "TLSv1_3"})
    void sendsNoTicketThatTheClientCannotRead(TlsVersion version) throws Exception {
        var names = new GeneralName[1_100];
        for (int i = 0; i < names.length; i++) {
            names[i] = new GeneralName(GeneralName.rfc822Name, "somebody.number.%08d@example.com".formatted(i));
        }
        var large = Fixture.AUTHORITY
                .leaf()
                .commonName("Large")
                .client()
                .alternativeNames(names)
                .issue();
        var configuration = Fixture.client(settings ->
                        settings.highestSupportedVersion(version).certificateChain(TestIdentities.chain(large)))
                .configuration();
        var server = Fixture.server(settings -> settings.trustStore(TestIdentities.trust(Fixture.AUTHORITY)));

        for (var client : List.of(
                Fixture.IMPLEMENTATION.clientContext(configuration),
                new JsseImplementation().clientContext(configuration))) {
            connect(client.createEngine("localhost", 443), server.createEngine());
        }
    }

    /** Tomcat asks a closed engine once for what it has to send, and sends nothing if that was not all. */
    @Test
    void givesItsLastRecordsAtOnce() throws Exception {
        var client = Fixture.client(TlsVersion.TLSv1_2).createEngine("localhost", 443);
        var server = Fixture.server().createEngine();
        connect(client, server);
        var records = ByteBuffer.allocate(1 << 15);

        server.closeOutbound();
        var result = server.wrap(ByteBuffer.allocate(0), records);

        assertThat(result.getStatus()).isEqualTo(SSLEngineResult.Status.CLOSED);
        assertThat(server.isOutboundDone()).isTrue();
    }

    private OpenSslClient client() {
        return new OpenSslClient(this.directory.resolve("session"));
    }
}
