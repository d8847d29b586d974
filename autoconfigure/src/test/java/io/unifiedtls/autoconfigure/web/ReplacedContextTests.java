package io.unifiedtls.autoconfigure.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.SocketChannel;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.unifiedtls.HandshakeListener;
import io.unifiedtls.LoadedChain;
import io.unifiedtls.ServerContext;
import io.unifiedtls.SigningChain;
import io.unifiedtls.TlsBuffer;
import io.unifiedtls.TlsCertificate;
import io.unifiedtls.TlsClientConfiguration;
import io.unifiedtls.TlsImplementation;
import io.unifiedtls.TlsPrivateKey;
import io.unifiedtls.TlsServerConfiguration;
import io.unifiedtls.TlsServerSocket;
import io.unifiedtls.TlsSocket;
import io.unifiedtls.TrustStore;
import io.unifiedtls.autoconfigure.WebServerTls;
import io.unifiedtls.test.TestCertificate;

/** The context is asked for the engine of each connection, and it may be anybody's. */
@ParameterizedClass
@ServerKinds
class ReplacedContextTests {

    @Parameter
    ServerKind kind;

    private static TlsServer server;

    private static ReplaceableContext context;

    @BeforeParameterizedClassInvocation
    static void start(ServerKind kind) {
        server = TlsServer.startWith(kind, Beans.class, Map.of());
        context = server.application().getBean(ReplaceableContext.class);
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        server.close();
    }

    @Test
    void servesTheNextConnectionFromTheNewContext() throws Exception {
        context.replace(contextOf(Site.DEFAULT));
        assertThat(SClient.connect(server).leaf()).contains(Site.DEFAULT.certificate());

        context.replace(contextOf(Site.WWW));

        assertThat(SClient.connect(server).leaf()).contains(Site.WWW.certificate());
    }

    @Test
    void leavesAConnectionAloneWhoseContextIsReplaced() throws Exception {
        context.replace(contextOf(Site.DEFAULT));
        var client = client();
        var request = HttpRequest.newBuilder(server.uri()).build();
        var before = client.send(request, BodyHandlers.ofString());

        context.replace(contextOf(Site.WWW));

        var after = client.send(request, BodyHandlers.ofString());
        assertThat(after.body()).contains("secure=true");
        assertThat(after.sslSession().orElseThrow().getPeerCertificates()[0])
                .isEqualTo(before.sslSession().orElseThrow().getPeerCertificates()[0])
                .isEqualTo(Site.DEFAULT.certificate());
    }

    @Test
    void servesAnEngineThatIsNotOurs() throws Exception {
        context.replace(new PlainContext(contextOf(Site.DEFAULT), Site.DEFAULT));

        for (var version : List.of("-tls1_2", "-tls1_3")) {
            var client = SClient.connect(server, version);

            assertThat(client.leaf()).contains(Site.DEFAULT.certificate());
            assertThat(client.output()).contains("secure=true");
        }
        try (var client = new RawClient(server)) {
            client.send(new byte[] {1, 2, 3, 4, 5, 6});
            client.readToEnd();
        }
    }

    private static HttpClient client() throws Exception {
        var configuration = TlsClientConfiguration.builder()
                .trustStore(TrustStore.fromBuffer(Site.AUTHORITY.certificatePem()))
                .build();
        return HttpClient.newBuilder()
                .sslContext(TlsImplementation.named("jsse")
                        .clientContext(configuration)
                        .sslContext())
                .build();
    }

    private static ServerContext contextOf(TestCertificate certificate) throws Exception {
        var configuration = TlsServerConfiguration.builder()
                .certificateChains(List.of(SigningChain.of(
                        TlsCertificate.fromBuffer(certificate.certificatePem()),
                        TlsPrivateKey.fromBuffer(certificate.privateKeyPem()))))
                .build();
        return TlsImplementation.named("jsse").serverContext(configuration);
    }

    @Configuration(proxyBeanMethods = false)
    static class Beans {

        @Bean
        WebServerTls webServerTls(ReplaceableContext context) {
            return new WebServerTls(context, Duration.ofSeconds(10));
        }

        @Bean
        ReplaceableContext replaceableContext() throws Exception {
            return new ReplaceableContext(contextOf(Site.DEFAULT));
        }
    }

    /** A context that stands for another one. */
    private static class ReplaceableContext implements ServerContext {

        private final AtomicReference<ServerContext> current;

        ReplaceableContext(ServerContext first) {
            this.current = new AtomicReference<>(first);
        }

        void replace(ServerContext next) {
            this.current.set(next);
        }

        @Override
        public TlsServerConfiguration configuration() {
            return this.current.get().configuration();
        }

        @Override
        public TlsServerSocket listen(SocketAddress address, int backlog) throws IOException {
            return this.current.get().listen(address, backlog);
        }

        @Override
        public TlsSocket secure(SocketChannel channel) throws IOException {
            return this.current.get().secure(channel);
        }

        @Override
        public TlsBuffer createBuffer() {
            return this.current.get().createBuffer();
        }

        @Override
        public SSLEngine createEngine() {
            return this.current.get().createEngine();
        }

        @Override
        public ServerContext observed(String contextName, HandshakeListener listener) {
            return this.current.get().observed(contextName, listener);
        }

        @Override
        public TlsImplementation implementation() {
            return this.current.get().implementation();
        }

        @Override
        public List<LoadedChain> loadedChains() {
            return this.current.get().loadedChains();
        }

        @Override
        public List<byte[]> trustedAuthorities() {
            return this.current.get().trustedAuthorities();
        }

        @Override
        public SSLContext sslContext() {
            return this.current.get().sslContext();
        }
    }

    /** A context whose engines nobody observes. */
    private static final class PlainContext extends ReplaceableContext {

        private final SSLContext jdk;

        PlainContext(ServerContext rest, TestCertificate certificate) throws Exception {
            super(rest);
            var keyStore = KeyStore.getInstance("PKCS12");
            keyStore.load(null, null);
            keyStore.setKeyEntry(
                    "server",
                    certificate.privateKey(),
                    new char[0],
                    certificate.chain().toArray(Certificate[]::new));
            var keys = KeyManagerFactory.getInstance("PKIX");
            keys.init(keyStore, new char[0]);
            this.jdk = SSLContext.getInstance("TLS");
            this.jdk.init(keys.getKeyManagers(), null, null);
        }

        @Override
        public SSLEngine createEngine() {
            var engine = this.jdk.createSSLEngine();
            engine.setUseClientMode(false);
            return engine;
        }
    }
}
