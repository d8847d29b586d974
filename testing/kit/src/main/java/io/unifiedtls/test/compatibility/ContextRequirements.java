package io.unifiedtls.test.compatibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyManagementException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.unifiedtls.CertificateVerificationException;
import io.unifiedtls.ClientContext;
import io.unifiedtls.ConfigurationException;
import io.unifiedtls.ServerContext;
import io.unifiedtls.Side;
import io.unifiedtls.SigningChain;
import io.unifiedtls.TlsClientConfiguration;
import io.unifiedtls.TlsFeature;
import io.unifiedtls.TlsImplementation;
import io.unifiedtls.TlsServerConfiguration;
import io.unifiedtls.TlsVersion;
import io.unifiedtls.TrustStore;
import io.unifiedtls.test.connection.BufferPair;
import io.unifiedtls.test.junit.TestIdentities;

/** PEP 748, "Context". */
abstract class ContextRequirements extends Requirements {

    private static final List<Class<?>> CONTEXTS = List.of(ClientContext.class, ServerContext.class);

    @EachVersion
    void p3p33ConnectsProtectedFromTheStart(TlsVersion version) throws Exception {
        try (var pair = peers().sockets(version)) {
            assertThat(pair.client().negotiatedTlsVersion()).contains(version);
            assertThat(pair.client().peerCertificate())
                    .contains(Peers.LOCALHOST.certificate().getEncoded());
        }
    }

    @Test
    void p3ConnectsNotAtAllWhereTheHandshakeFails() throws Exception {
        var client = peers().client(settings -> settings.trustStore(TestIdentities.trust(Peers.OTHER)));

        assertThatExceptionOfType(CertificateVerificationException.class)
                .isThrownBy(() -> peers().sockets(client, peers().server()));
    }

    @Test
    void p4DoesNoIoForABuffer() throws Exception {
        var buffer = peers().client().createBuffer("no-such-host.invalid");

        assertThat(buffer.outgoingBytesBuffered()).isZero();
    }

    @Test
    void p5p6p29IsMadeFromAConfigurationOfItsSide() {
        assertThat(methodsOf(TlsImplementation.class))
                .filteredOn(method -> method.getReturnType() == ClientContext.class)
                .allSatisfy(
                        method -> assertThat(method.getParameterTypes()).containsExactly(TlsClientConfiguration.class));
        assertThat(methodsOf(TlsImplementation.class))
                .filteredOn(method -> method.getReturnType() == ServerContext.class)
                .allSatisfy(
                        method -> assertThat(method.getParameterTypes()).containsExactly(TlsServerConfiguration.class));
    }

    @Test
    void p30ReturnsItsConfiguration() throws Exception {
        var client = TlsClientConfiguration.builder()
                .trustStore(TestIdentities.trust(Peers.AUTHORITY))
                .build();
        var server = TlsServerConfiguration.builder()
                .certificateChains(List.of(TestIdentities.chain(Peers.LOCALHOST)))
                .build();

        assertThat(implementation().clientContext(client).configuration()).isSameAs(client);
        assertThat(implementation().serverContext(server).configuration()).isSameAs(server);
    }

    @Test
    void p31MakesAnyNumberOfConnections() throws Exception {
        var client = peers().client();
        var server = peers().server();
        var pairs = IntStream.range(0, 5)
                .mapToObj(i -> peers().buffers(client, server))
                .toList();

        for (var pair : pairs) {
            pair.handshake();
        }

        assertThat(pairs)
                .allSatisfy(pair -> assertThat(pair.toServer(new byte[] {1})).containsExactly(1));
    }

    @Test
    void p7p32HasNoSetters() {
        assertThat(CONTEXTS.stream().flatMap(type -> methodsOf(type).stream()))
                .allSatisfy(method -> assertThat(method.getReturnType()).isNotEqualTo(void.class))
                .extracting(Method::getName)
                .noneMatch(name -> name.startsWith("set"));
    }

    @Test
    void p32DoesNotChangeWithTheFilesItWasMadeFrom(@TempDir Path directory) throws Exception {
        var combined = Peers.LOCALHOST.writeCombined(directory);
        var authority = Files.write(directory.resolve("authority.pem"), Peers.AUTHORITY.certificatePem());
        var server = peers().server(settings -> settings.certificateChains(List.of(SigningChain.fromPem(combined))));
        var client = peers().client(settings -> settings.trustStore(TrustStore.fromFile(authority)));

        Files.write(combined, Peers.OTHER.server("localhost").combinedPem());
        Files.delete(authority);

        assertThat(peers().connected(client, server).client().peerCertificate())
                .contains(Peers.LOCALHOST.certificate().getEncoded());
    }

    @Test
    void p32DoesNotChangeWithWhatItHasMade() throws Exception {
        var server = peers().server();
        var client = peers().client();
        for (var engine : List.of(server.createEngine(), client.createEngine("localhost", 443))) {
            engine.setEnabledProtocols(new String[] {"TLSv1.2"});
            engine.setNeedClientAuth(true);
        }
        for (var context : List.of(server.sslContext(), client.sslContext())) {
            context.getDefaultSSLParameters().setProtocols(new String[] {"TLSv1.2"});
            assertThatExceptionOfType(KeyManagementException.class).isThrownBy(() -> context.init(null, null, null));
        }
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> server.loadedChains().clear());

        var pair = peers().connected(client, server);

        assertThat(pair.client().negotiatedTlsVersion()).contains(TlsVersion.TLSv1_3);
        assertThat(pair.server().peerCertificate()).isEmpty();
    }

    @EachVersion
    void p8p34ServesTheChainOfTheHost(TlsVersion version) throws Exception {
        var api = Peers.AUTHORITY.leaf().names("api.example.com").rsa().issue();
        var server = peers().server(settings -> settings.certificateChains(
                Stream.of(Peers.LOCALHOST, api).map(TestIdentities::chain).toList()));

        for (var certificate : List.of(Peers.LOCALHOST, api)) {
            var host = certificate
                    .certificate()
                    .getSubjectX500Principal()
                    .getName()
                    .substring("CN=".length());
            var pair = BufferPair.of(peers().client(version), host, server);
            pair.handshake();
            assertThat(pair.client().peerCertificate())
                    .contains(certificate.certificate().getEncoded());
        }
    }

    @EachVersion
    void p34VerifiesAnAddressToo(TlsVersion version) throws Exception {
        var loopback = Peers.AUTHORITY.leaf().ipAddresses("127.0.0.1").issue();
        var server = peers().server(settings -> settings.certificateChains(List.of(TestIdentities.chain(loopback))));

        BufferPair.of(peers().client(version), "127.0.0.1", server).handshake();
        assertThatExceptionOfType(CertificateVerificationException.class)
                .isThrownBy(() -> BufferPair.of(peers().client(version), "127.0.0.2", server)
                        .handshake())
                .withMessageStartingWith("the certificate is not for 127.0.0.2");
    }

    @Test
    void p35ListensOnTheAddress() throws Exception {
        try (var listener = peers().server().listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1)) {
            var address = (InetSocketAddress) listener.localAddress();

            assertThat(address.getAddress()).isEqualTo(InetAddress.getLoopbackAddress());
            assertThat(address.getPort()).isPositive();
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> peers().server().listen(address, 1));
        }
    }

    @Test
    void p36p37TakesNoSideAndAServerNoHost() {
        var creators = CONTEXTS.stream()
                .flatMap(type -> methodsOf(type).stream())
                .filter(method -> List.of("connect", "listen", "createBuffer", "createEngine")
                        .contains(method.getName()))
                .toList();

        assertThat(creators)
                .allSatisfy(method -> assertThat(method.getParameterTypes()).doesNotContain(boolean.class, Side.class));
        assertThat(creators)
                .filteredOn(method -> method.getDeclaringClass() == ServerContext.class)
                .allSatisfy(method -> assertThat(method.getParameterTypes()).doesNotContain(String.class));
    }

    @Test
    void p38SaysWhichSidesItHas() throws Exception {
        if (has(TlsFeature.CLIENTS)) {
            assertThat(peers().client()).isNotNull();
        } else {
            assertThatExceptionOfType(ConfigurationException.class).isThrownBy(() -> peers().client());
        }
        if (has(TlsFeature.SERVERS)) {
            assertThat(peers().server()).isNotNull();
        } else {
            assertThatExceptionOfType(ConfigurationException.class).isThrownBy(() -> peers().server());
        }
    }

    private static List<Method> methodsOf(Class<?> type) {
        return Arrays.stream(type.getMethods())
                .filter(method -> method.getDeclaringClass() != Object.class)
                .toList();
    }
}
