package io.unifiedtls.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.unifiedtls.ClientContext;
import io.unifiedtls.HandshakeFailure;
import io.unifiedtls.ServerContext;
import io.unifiedtls.ServerNameMatch;
import io.unifiedtls.ServerNamePolicy;
import io.unifiedtls.TlsAlertException;
import io.unifiedtls.TlsClientConfiguration;
import io.unifiedtls.TlsServerConfiguration;
import io.unifiedtls.TlsVersion;
import io.unifiedtls.fixtures.ClientHellos;
import io.unifiedtls.fixtures.RecordedHandshakes;
import io.unifiedtls.fixtures.RecordedHandshakes.Kind;
import io.unifiedtls.fixtures.TestMaterial;
import io.unifiedtls.jsse.JsseImplementation;
import io.unifiedtls.test.Handshakes;
import io.unifiedtls.test.TestAuthority;
import io.unifiedtls.test.TestCertificate;

class ServerTlsEngineTests {

    private static final String UNRECOGNIZED_NAME = "15030300020270";

    private static final TestAuthority AUTHORITY = TestAuthority.create("Root");

    private static final TestCertificate DEFAULT = AUTHORITY.server("default.example.com");

    private static final TestCertificate WWW = AUTHORITY.server("www.example.com");

    private final RecordedHandshakes told = new RecordedHandshakes();

    @ParameterizedTest
    @EnumSource(names = {"TLSv1_2", "TLSv1_3"})
    void servesTheSameHoweverTheHelloIsSplit(TlsVersion version) throws Exception {
        var server = server(builder -> builder);
        var client = client(version);
        var length = hello(client.createEngine("www.example.com", 443)).length;

        for (int at = 1; at < length; at += 7) {
            var engine = client.createEngine("www.example.com", 443);
            var hello = hello(engine);

            assertServesWww(engine, server, Arrays.copyOf(hello, at), Arrays.copyOfRange(hello, at, hello.length));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"TLSv1_2", "TLSv1_3"})
    void servesTheSameFromRecordsOfOtherSizes(TlsVersion version) throws Exception {
        var server = server(builder -> builder);
        var client = client(version);

        for (int size : new int[] {1, 2, 3, 4, 5, 16, 63, 64, 100, 200, 300}) {
            var engine = client.createEngine("www.example.com", 443);
            var records = ClientHellos.reframed(hello(engine), size);
            var at = records.length / 3;

            assertServesWww(
                    engine, server, Arrays.copyOf(records, at), Arrays.copyOfRange(records, at, records.length));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 4, 5, 6, 9, 42, 100})
    void rejectsAnUnknownServerNameWithAnAlertHoweverTheHelloIsSplit(int at) throws Exception {
        var hello = ClientHellos.reframed(ClientHellos.ofJdk("other.example.com", "TLSv1.3"), 50);
        var engine = server(builder -> builder.unknownServerName(ServerNamePolicy.REJECT))
                .createEngine();

        assertThatExceptionOfType(TlsAlertException.class)
                .isThrownBy(() -> feed(engine, Arrays.copyOf(hello, at), Arrays.copyOfRange(hello, at, hello.length)))
                .withMessage("the client requested an unknown server name");

        assertThat(engine.getHandshakeStatus()).isEqualTo(HandshakeStatus.NEED_WRAP);
        assertThat(engine.isOutboundDone()).isFalse();
        assertThat(engine.isInboundDone()).isTrue();
        assertThat(drain(engine)).isEqualTo(UNRECOGNIZED_NAME);
        assertThat(engine.isOutboundDone()).isTrue();
        assertThat(engine.getHandshakeStatus()).isEqualTo(HandshakeStatus.NOT_HANDSHAKING);
        assertThat(engine.unwrap(ByteBuffer.wrap(hello), ByteBuffer.allocate(100))
                        .getStatus())
                .isEqualTo(Status.CLOSED);
    }

    @Test
    void rejectsAnAbsentServerNameWithAnAlert() throws Exception {
        var engine = server(builder -> builder.absentServerName(ServerNamePolicy.REJECT))
                .createEngine();

        assertThatExceptionOfType(TlsAlertException.class)
                .isThrownBy(() -> feed(engine, ClientHellos.ofJdk("", "TLSv1.2")))
                .withMessage("the client did not send a server name");
        engine.closeInbound();
        engine.closeOutbound();

        assertThat(drain(engine)).isEqualTo(UNRECOGNIZED_NAME);
        assertThat(this.told.outcomes()).singleElement().satisfies(outcome -> {
            assertThat(outcome.kind()).isEqualTo(Kind.FAILED);
            assertThat(outcome.event().failure()).contains(HandshakeFailure.UNRECOGNIZED_NAME);
            assertThat(outcome.event().serverNameMatch()).contains(ServerNameMatch.REJECTED);
            assertThat(outcome.event().requestedServerName()).isEmpty();
        });
    }

    @Test
    void writesTheAlertWhateverTheByteOrderOfTheBufferAndOnlyWhenThereIsRoom() throws Exception {
        var engine = server(builder -> builder.absentServerName(ServerNamePolicy.REJECT))
                .createEngine();
        assertThatExceptionOfType(TlsAlertException.class)
                .isThrownBy(() -> feed(engine, ClientHellos.ofJdk("", "TLSv1.2")));
        var destination = ByteBuffer.allocate(7).order(ByteOrder.LITTLE_ENDIAN);

        assertThat(engine.wrap(ByteBuffer.allocate(0), ByteBuffer.allocate(6)).getStatus())
                .isEqualTo(Status.BUFFER_OVERFLOW);
        assertThat(engine.wrap(ByteBuffer.allocate(0), destination).bytesProduced())
                .isEqualTo(7);
        assertThat(HexFormat.of().formatHex(destination.array())).isEqualTo(UNRECOGNIZED_NAME);
    }

    @ParameterizedTest
    @EnumSource(names = {"TLSv1_2", "TLSv1_3"})
    void resumesASessionForTheSameServerName(TlsVersion version) throws Exception {
        var server = server(builder -> builder);
        var client = client(version);

        Handshakes.complete(client.createEngine("www.example.com", 443), server.createEngine());
        Handshakes.complete(client.createEngine("www.example.com", 443), server.createEngine());

        assertThat(this.told.events())
                .extracting(event -> event.resumed().get())
                .containsExactly(false, true);
    }

    @Test
    void resumesASessionWithoutAServerName() throws Exception {
        var byAddress = AUTHORITY.leaf().ipAddresses("127.0.0.1").issue();
        var server = server(builder -> builder.certificateChains(List.of(TestMaterial.chain(byAddress))));
        var client = client(TlsVersion.TLSv1_3);

        Handshakes.complete(client.createEngine("127.0.0.1", 443), server.createEngine());
        Handshakes.complete(client.createEngine("127.0.0.1", 443), server.createEngine());

        assertThat(this.told.events())
                .extracting(event -> event.resumed().get())
                .containsExactly(false, true);
    }

    @ParameterizedTest
    @EnumSource(names = {"TLSv1_2", "TLSv1_3"})
    void continuesWithTheEngineThatAListenerOfTheClientHelloChooses(TlsVersion version) throws Exception {
        var context = server(builder -> builder);
        var engine = (TlsEngine) context.createEngine();
        var other = ((TlsEngine) context.createEngine()).delegate();
        engine.onClientHello(hello -> engine.replace(other));

        Handshakes.complete(client(version).createEngine("www.example.com", 443), engine);

        assertThat(engine.delegate()).isSameAs(other);
        assertThat(other.getSession().isValid()).isTrue();
    }

    @Test
    void keepsTheEngineThatHasReadAPartOfTheClientHello() throws Exception {
        var engine = (TlsEngine) server(builder -> builder).createEngine();
        engine.onClientHello(hello -> engine.replace(engine));
        var hello = ClientHellos.reframed(hello(client(TlsVersion.TLSv1_3).createEngine("www.example.com", 443)), 60);
        var records = ByteBuffer.wrap(hello).limit(65);
        engine.unwrap(records, ByteBuffer.allocate(1 << 15));

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> engine.unwrap(records.limit(hello.length), ByteBuffer.allocate(1 << 15)))
                .withMessage("the TLS library has read the first record already");
    }

    @Test
    void endsAConnectionWhoseClientBeginsAnotherHandshake() throws Exception {
        var server = server(builder -> builder).createEngine();
        var client = client(TlsVersion.TLSv1_2).createEngine("www.example.com", 443);
        Handshakes.complete(client, server);
        var records = ByteBuffer.allocate(1 << 15);
        ((TlsEngine) client).delegate().beginHandshake();
        client.wrap(ByteBuffer.allocate(0), records);

        assertThatExceptionOfType(TlsAlertException.class)
                .isThrownBy(() -> server.unwrap(records.flip(), ByteBuffer.allocate(1 << 15)))
                .withMessage("the peer requested renegotiation, which is not allowed");
        drain(server);
        assertThat(server.isOutboundDone()).isTrue();
    }

    @Test
    void beginsNoOtherHandshakeOnAConnection() throws Exception {
        var server = server(builder -> builder).createEngine();
        var client = client(TlsVersion.TLSv1_2).createEngine("www.example.com", 443);
        Handshakes.complete(client, server);

        assertThatExceptionOfType(SSLException.class)
                .isThrownBy(server::beginHandshake)
                .withMessage("renegotiation is not allowed");
        assertThatExceptionOfType(SSLException.class)
                .isThrownBy(client::beginHandshake)
                .withMessage("renegotiation is not allowed");
    }

    @Test
    void survivesEveryMutationOfAHello() throws Exception {
        var server = server(builder -> builder.unknownServerName(ServerNamePolicy.REJECT));
        var hello = ClientHellos.ofJdk("www.example.com", "TLSv1.3", "TLSv1.2");
        var random = new Random(8446);

        for (int i = 0; i < 1_000; i++) {
            var mutated = hello.clone();
            for (int change = random.nextInt(3); change >= 0; change--) {
                mutated[random.nextInt(mutated.length)] = (byte) random.nextInt();
            }
            var engine = server.createEngine();
            this.told.clear();
            try {
                feed(engine, mutated);
                engine.closeOutbound();
            } catch (SSLException refused) {
                assertThat(engine.getHandshakeStatus())
                        .isIn(HandshakeStatus.NEED_WRAP, HandshakeStatus.NOT_HANDSHAKING);
            }
            drain(engine);

            assertThat(engine.isOutboundDone()).isTrue();
            assertThat(this.told.told())
                    .extracting(RecordedHandshakes.Told::kind)
                    .hasSize(2)
                    .startsWith(Kind.BEGUN);
        }
    }

    @Test
    void refusesAHelloThatIsTooLong() throws Exception {
        var engine = server(builder -> builder).createEngine();
        var record = ByteBuffer.allocate(5 + (1 << 14));
        record.put((byte) 22).putShort((short) 0x0303).putShort((short) (1 << 14));
        record.put((byte) 1).put((byte) 0x10).putShort((short) 0).rewind();

        assertThatExceptionOfType(SSLException.class).isThrownBy(() -> {
            for (int i = 0; i < 64; i++) {
                feed(engine, record.array());
            }
        });
    }

    private void assertServesWww(SSLEngine client, ServerContext server, byte[]... pieces) throws SSLException {
        this.told.clear();
        var engine = server.createEngine();

        feed(engine, pieces);
        Handshakes.complete(client, engine);

        assertThat(client.getSession().getPeerCertificates()[0]).isEqualTo(WWW.certificate());
        assertThat(this.told.told())
                .extracting(RecordedHandshakes.Told::kind)
                .containsExactly(Kind.BEGUN, Kind.SUCCEEDED);
    }

    private static byte[] hello(SSLEngine client) throws SSLException {
        var hello = ByteBuffer.allocate(1 << 15);
        client.beginHandshake();
        client.wrap(ByteBuffer.allocate(0), hello);
        return Arrays.copyOf(hello.array(), hello.position());
    }

    private static void feed(SSLEngine engine, byte[]... pieces) throws SSLException {
        var source = ByteBuffer.allocate(1 << 16);
        for (var piece : pieces) {
            source.put(piece).flip();
            for (var consumed = 1; consumed > 0 && source.hasRemaining(); ) {
                consumed = engine.unwrap(source, ByteBuffer.allocate(1 << 15)).bytesConsumed();
                for (var task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
                    task.run();
                }
            }
            source.compact();
        }
    }

    private static String drain(SSLEngine engine) {
        var destination = ByteBuffer.allocate(1 << 17);
        for (int i = 0; i < 20 && !engine.isOutboundDone(); i++) {
            try {
                engine.wrap(ByteBuffer.allocate(0), destination);
            } catch (SSLException reportedLate) {
                // The alert follows.
            }
        }
        return HexFormat.of().formatHex(destination.array(), 0, destination.position());
    }

    private ServerContext server(UnaryOperator<TlsServerConfiguration.Builder> settings) throws Exception {
        var configuration = settings.apply(TlsServerConfiguration.builder()
                        .certificateChains(List.of(TestMaterial.chain(DEFAULT), TestMaterial.chain(WWW))))
                .build();
        return new JsseImplementation().serverContext(configuration).observed("web", this.told);
    }

    private static ClientContext client(TlsVersion version) throws Exception {
        return new JsseImplementation()
                .clientContext(TlsClientConfiguration.builder()
                        .trustStore(TestMaterial.trust(AUTHORITY))
                        .highestSupportedVersion(version)
                        .build());
    }
}
