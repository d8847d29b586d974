package io.unifiedtls.internal.socket;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

import io.unifiedtls.ClientContext;
import io.unifiedtls.ServerContext;
import io.unifiedtls.SigningChain;
import io.unifiedtls.TlsCertificate;
import io.unifiedtls.TlsClientConfiguration;
import io.unifiedtls.TlsPrivateKey;
import io.unifiedtls.TlsServerConfiguration;
import io.unifiedtls.TlsServerSocket;
import io.unifiedtls.TlsSocket;
import io.unifiedtls.TlsVersion;
import io.unifiedtls.TrustStore;
import io.unifiedtls.fixtures.RecordedHandshakes;
import io.unifiedtls.jsse.JsseImplementation;
import io.unifiedtls.test.TestAuthority;
import io.unifiedtls.test.TestCertificate;

/** Both ends of connections on localhost, and the threads that the other end is on. */
public final class SocketPeers {

    public static final TestAuthority AUTHORITY = TestAuthority.create("Test Root");

    public static final TestCertificate LOCALHOST = AUTHORITY.server("localhost");

    private static final char[] PASSWORD = "secret".toCharArray();

    public final RecordedHandshakes clientSide = new RecordedHandshakes();

    public final RecordedHandshakes serverSide = new RecordedHandshakes();

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @FunctionalInterface
    public interface Peer<S> {

        void talk(S socket) throws Exception;
    }

    public ClientContext client(UnaryOperator<TlsClientConfiguration.Builder> settings) throws Exception {
        var builder = TlsClientConfiguration.builder().trustStore(TrustStore.fromBuffer(AUTHORITY.certificatePem()));
        return new JsseImplementation()
                .clientContext(settings.apply(builder).build())
                .observed("client", this.clientSide);
    }

    public ServerContext server(UnaryOperator<TlsServerConfiguration.Builder> settings) throws Exception {
        var builder = TlsServerConfiguration.builder().certificateChains(List.of(chain(LOCALHOST)));
        return new JsseImplementation()
                .serverContext(settings.apply(builder).build())
                .observed("server", this.serverSide);
    }

    public static SigningChain chain(TestCertificate certificate) {
        return SigningChain.of(
                TlsCertificate.fromBuffer(certificate.chainPem()),
                TlsPrivateKey.fromBuffer(certificate.privateKeyPem()));
    }

    /** Returns a context of the JDK's default provider that has nothing of ours. */
    public static SSLContext jdk() throws Exception {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry(
                "localhost", LOCALHOST.privateKey(), PASSWORD, LOCALHOST.chain().toArray(Certificate[]::new));
        store.setCertificateEntry("authority", AUTHORITY.certificate());
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD);
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    public static SSLServerSocket listen(SSLContext context) throws Exception {
        return (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 10, InetAddress.getLoopbackAddress());
    }

    public static ServerSocket listenPlain() throws Exception {
        return new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    }

    public static TlsServerSocket listen(ServerContext context) throws Exception {
        return context.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    }

    public static int port(TlsServerSocket listener) throws IOException {
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    /** Two sockets that have done the handshake with each other. */
    public record Pair(TlsSocket client, TlsSocket server) implements AutoCloseable {

        @Override
        public void close() throws IOException {
            this.client.selectableChannel().close();
            this.server.selectableChannel().close();
        }
    }

    public Pair pair(TlsVersion version) throws Exception {
        return pair(client(settings -> settings.highestSupportedVersion(version)), server(settings -> settings));
    }

    public Pair pair(ClientContext client, ServerContext server) throws Exception {
        try (var listener = listen(server)) {
            var connecting = new CompletableFuture<TlsSocket>();
            run(() -> connecting.complete(client.connect("localhost", port(listener))));
            var accepted = listener.accept();
            accepted.doHandshake();
            return new Pair(connecting.get(10, TimeUnit.SECONDS), accepted);
        }
    }

    public static SSLSocket connect(SSLContext context, String host, ServerSocket server) throws Exception {
        return (SSLSocket) context.getSocketFactory().createSocket(host, server.getLocalPort());
    }

    /** Serves one connection. */
    @SuppressWarnings("unchecked") // what a server socket accepts is known where it was made
    public <S extends Socket> CompletableFuture<Void> serve(ServerSocket server, Peer<S> peer) {
        return run(() -> {
            try (var socket = server.accept()) {
                peer.talk((S) socket);
            }
        });
    }

    /** What may fail. */
    @FunctionalInterface
    public interface Action {

        void run() throws Exception;
    }

    public CompletableFuture<Void> run(Action action) {
        return CompletableFuture.runAsync(
                () -> {
                    try {
                        action.run();
                    } catch (Exception e) {
                        throw new AssertionError(e.getMessage(), e);
                    }
                },
                this.threads);
    }

    public void stop() throws Exception {
        this.threads.shutdownNow();
        if (!this.threads.awaitTermination(10, TimeUnit.SECONDS)) {
            throw new AssertionError("a peer does not end");
        }
    }
}
