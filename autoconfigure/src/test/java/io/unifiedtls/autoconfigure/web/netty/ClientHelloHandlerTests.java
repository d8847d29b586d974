package io.unifiedtls.autoconfigure.web.netty;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.unifiedtls.SigningChain;
import io.unifiedtls.TlsCertificate;
import io.unifiedtls.TlsClientConfiguration;
import io.unifiedtls.TlsException;
import io.unifiedtls.TlsImplementation;
import io.unifiedtls.TlsPrivateKey;
import io.unifiedtls.TlsServerConfiguration;
import io.unifiedtls.TrustStore;
import io.unifiedtls.test.TestAuthority;

class ClientHelloHandlerTests {

    private static final TestAuthority AUTHORITY = TestAuthority.create("Netty Tests");

    private final List<SslHandshakeCompletionEvent> ends = new CopyOnWriteArrayList<>();

    private SslHandler first;

    private EmbeddedChannel server;

    private EmbeddedChannel client;

    @BeforeEach
    void connect() throws TlsException {
        var certificate = AUTHORITY.server("www.example.com");
        var context = TlsImplementation.named("boringssl")
                .serverContext(TlsServerConfiguration.builder()
                        .certificateChains(List.of(SigningChain.of(
                                TlsCertificate.fromBuffer(certificate.chainPem()),
                                TlsPrivateKey.fromBuffer(certificate.privateKeyPem()))))
                        .build());
        this.first = new NettySslContext(context).newHandler(UnpooledByteBufAllocator.DEFAULT);
        this.first.setHandshakeTimeoutMillis(10_000);
        this.server = new EmbeddedChannel();
        this.server.freezeTime();
        this.server.pipeline().addLast("tls", this.first).addLast(new Ends());
        var engine = TlsImplementation.named("jsse")
                .clientContext(TlsClientConfiguration.builder()
                        .trustStore(TrustStore.fromBuffer(AUTHORITY.certificatePem()))
                        .build())
                .createEngine("www.example.com", 443);
        this.client = new EmbeddedChannel(new SslHandler(engine));
    }

    @Test
    void completesItsFuturesWithThoseOfItsSuccessor() {
        for (int flight = 0; flight < 3; flight++) {
            send(this.client, this.server);
            send(this.server, this.client);
        }

        assertThat(this.server.pipeline().get("tls")).isInstanceOf(NativeSslHandler.class);
        assertThat(this.first.handshakeFuture().isSuccess()).isTrue();
        assertThat(this.ends).containsExactly(SslHandshakeCompletionEvent.SUCCESS);

        this.client.close();
        send(this.client, this.server);

        assertThat(this.first.sslCloseFuture().isSuccess()).isTrue();
        this.server.close();
    }

    @Test
    void countsTheTimeForTheHandshakeFromTheStart() {
        passTime(9);
        send(this.client, this.server);
        assertThat(this.server.pipeline().get("tls")).isInstanceOf(NativeSslHandler.class);
        assertThat(this.server.isOpen()).isTrue();

        passTime(1);

        assertThat(this.first.handshakeFuture().cause()).isInstanceOf(SslHandshakeTimeoutException.class);
        assertThat(this.ends)
                .singleElement()
                .satisfies(end -> assertThat(end.cause()).isInstanceOf(SslHandshakeTimeoutException.class));
        assertThat(this.server.isOpen()).isFalse();
    }

    @Test
    void endsWithoutASuccessorIfNothingComes() {
        passTime(10);

        assertThat(this.ends)
                .singleElement()
                .satisfies(end -> assertThat(end.cause()).isInstanceOf(SslHandshakeTimeoutException.class));
        assertThat(this.server.isOpen()).isFalse();
    }

    @Test
    void releasesAPartOfTheClientHello() {
        var hello = this.client.<ByteBuf>readOutbound();
        var part = hello.readRetainedSlice(50);
        hello.release();
        this.server.writeInbound(part);
        assertThat(this.server.pipeline().get("tls")).isSameAs(this.first);
        assertThat(hello.refCnt()).isEqualTo(1);

        this.server.close();

        assertThat(hello.refCnt()).isZero();
        assertThat(this.first.handshakeFuture().cause()).isNotNull();
        assertThat(this.ends).hasSize(1);
    }

    private void passTime(int seconds) {
        this.server.advanceTimeBy(seconds, TimeUnit.SECONDS);
        this.server.runScheduledPendingTasks();
    }

    private static void send(EmbeddedChannel from, EmbeddedChannel to) {
        for (var bytes = from.readOutbound(); bytes != null; bytes = from.readOutbound()) {
            to.writeInbound(bytes);
        }
    }

    /** Notes how the handshake ends. */
    private final class Ends extends ChannelInboundHandlerAdapter {

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (event instanceof SslHandshakeCompletionEvent end) {
                ClientHelloHandlerTests.this.ends.add(end);
            }
        }
    }
}
