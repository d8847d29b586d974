package io.unifiedtls.test.compatibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.lang.reflect.Modifier;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import javax.net.ssl.SSLException;

import org.junit.jupiter.api.Test;

import io.unifiedtls.AlertDescription;
import io.unifiedtls.CertificateVerificationException;
import io.unifiedtls.CipherSuite;
import io.unifiedtls.ConfigurationException;
import io.unifiedtls.HandshakeEvent;
import io.unifiedtls.HandshakeFailure;
import io.unifiedtls.HandshakeListener;
import io.unifiedtls.RaggedEofException;
import io.unifiedtls.TlsAlertException;
import io.unifiedtls.TlsBuffer;
import io.unifiedtls.TlsClientConfiguration;
import io.unifiedtls.TlsException;
import io.unifiedtls.TlsVersion;
import io.unifiedtls.TrustStore;
import io.unifiedtls.WantReadException;
import io.unifiedtls.WantWriteException;
import io.unifiedtls.test.junit.TestIdentities;

/** PEP 748, "Errors". */
abstract class ErrorRequirements extends Requirements {

    private static final List<Class<? extends TlsException>> KINDS = List.of(
            WantReadException.class,
            WantWriteException.class,
            RaggedEofException.class,
            ConfigurationException.class,
            CertificateVerificationException.class,
            TlsAlertException.class);

    @EachVersion
    void p95AreTlsExceptionsWhereTheServerIsNotTrusted(TlsVersion version) throws Exception {
        var client = peers().client(settings ->
                settings.highestSupportedVersion(version).trustStore(TestIdentities.trust(Peers.OTHER)));
        var pair = peers().buffers(client, peers().server());

        assertThatExceptionOfType(CertificateVerificationException.class)
                .isThrownBy(pair::handshake)
                .satisfies(refusal -> assertThat(refusal.failure()).isEqualTo(HandshakeFailure.CERTIFICATE_UNKNOWN_CA))
                .withMessage("the certificate of CN=localhost was issued by an unknown CA: "
                        + "its issuer CN=Compatibility Kit is not in the trust store");
        assertThatExceptionOfType(TlsAlertException.class)
                .isThrownBy(() -> pair.server().read(1))
                .satisfies(told -> {
                    assertThat(told.sender()).isEqualTo(TlsAlertException.Sender.PEER);
                    assertThat(told.description())
                            .isIn(AlertDescription.UNKNOWN_CA, AlertDescription.CERTIFICATE_UNKNOWN);
                });
    }

    @EachVersion
    void p95AreTlsExceptionsWhereTheClientIsNotTrusted(TlsVersion version) throws Exception {
        var stranger = Peers.OTHER.leaf().commonName("a stranger").client().issue();
        var client = peers().client(settings ->
                settings.highestSupportedVersion(version).certificateChain(TestIdentities.chain(stranger)));
        var pair = peers().buffers(client, peers().serverThatAsks());

        assertThatExceptionOfType(CertificateVerificationException.class)
                .isThrownBy(pair::handshake)
                .withMessageStartingWith("the certificate of CN=a stranger was issued by an unknown CA");
        assertThatExceptionOfType(TlsAlertException.class)
                .isThrownBy(() -> pair.client().read(1))
                .satisfies(told -> assertThat(told.sender()).isEqualTo(TlsAlertException.Sender.PEER));
    }

    @EachVersion
    void p95AreTlsExceptionsWhereTheClientHasNoCertificate(TlsVersion version) throws Exception {
        var pair = peers().buffers(peers().client(version), peers().serverThatAsks());

        assertThatExceptionOfType(TlsException.class).isThrownBy(pair::handshake);
        assertThatExceptionOfType(TlsAlertException.class)
                .isThrownBy(() -> pair.client().read(1));
    }

    @Test
    void p95AreTlsExceptionsWhereThePeerDoesNotSpeakTls() throws Exception {
        for (TlsBuffer buffer : List.of(
                peers().client().createBuffer("localhost"), peers().server().createBuffer())) {
            buffer.processIncoming(ByteBuffer.wrap("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes()));

            assertThatExceptionOfType(TlsException.class)
                    .isThrownBy(() -> handshake(buffer))
                    .withMessage("the peer does not speak TLS; is it the right port?");
        }
    }

    private static void handshake(TlsBuffer buffer) throws TlsException {
        try {
            buffer.doHandshake();
        } catch (WantReadException first) {
            buffer.doHandshake();
        }
    }

    @EachVersion
    void p95AreTlsExceptionsWhereARecordIsForged(TlsVersion version) throws Exception {
        var pair = peers().connected(version);
        pair.client().write(ByteBuffer.wrap(new byte[] {1, 2, 3}));
        var record = pair.client().processOutgoing(Integer.MAX_VALUE);
        record[record.length - 1] ^= 1;
        pair.server().processIncoming(ByteBuffer.wrap(record));

        for (int i = 0; i < 2; i++) {
            assertThatExceptionOfType(TlsException.class)
                    .isThrownBy(() -> pair.server().read(100))
                    .isNotInstanceOf(WantReadException.class);
        }

        assertThat(pair.server().outgoingBytesBuffered()).isPositive();
        pair.pump();
        assertThatExceptionOfType(TlsAlertException.class)
                .isThrownBy(() -> pair.client().read(100))
                .satisfies(told -> assertThat(told.description()).isEqualTo(AlertDescription.BAD_RECORD_MAC));
    }

    @Test
    void p95AreTlsExceptionsWhereTheConnectionIsCutInTheHandshake() throws Exception {
        var pair = peers().buffers();
        assertThatExceptionOfType(WantReadException.class)
                .isThrownBy(() -> pair.client().doHandshake());

        pair.truncate(100);

        for (var buffer : List.of(pair.client(), pair.server())) {
            assertThatExceptionOfType(RaggedEofException.class)
                    .isThrownBy(buffer::doHandshake)
                    .withMessage("the connection ended during the handshake");
        }
    }

    @EachVersion
    void p96IsNotThrownWhereAPartCanBeWritten(TlsVersion version) throws Exception {
        var pair = peers().connected(version);

        assertThat(pair.client().write(ByteBuffer.allocate(10_000_000))).isPositive();
        assertThatExceptionOfType(WantWriteException.class)
                .isThrownBy(() -> pair.client().write(ByteBuffer.allocate(1)));
    }

    @EachVersion
    void p97IsNotThrownWhereAPartCanBeRead(TlsVersion version) throws Exception {
        var pair = peers().connected(version);
        pair.client().write(ByteBuffer.wrap(new byte[] {1}));
        pair.pump();

        assertThat(pair.server().read(2)).containsExactly(1);
        assertThatExceptionOfType(WantReadException.class)
                .isThrownBy(() -> pair.server().read(2));
    }

    @EachVersion
    void p98IsARaggedEndThatMayBeIgnored(TlsVersion version) throws Exception {
        try (var pair = peers().sockets(version)) {
            pair.server().write(ByteBuffer.wrap(new byte[] {1}));
            pair.server().selectableChannel().close();

            assertThat(pair.client().inputStream().read()).isEqualTo(1);
            assertThatIOException()
                    .isThrownBy(() -> pair.client().read(ByteBuffer.allocate(1)))
                    .isInstanceOf(RaggedEofException.class);
        }
    }

    @Test
    void p99IsAConfigurationThatCannotBeHonoured() {
        var nowhere = TrustStore.fromFile(Path.of("no-such-file.pem"));

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> peers().client(settings -> settings.trustStore(nowhere)))
                .withMessageContaining("no-such-file.pem")
                .satisfies(error -> assertThat(error.setting()).contains(nowhere));
    }

    @Test
    void p95p100AreConcreteAndHaveOneRoot() {
        assertThat(KINDS).allSatisfy(kind -> {
            assertThat(kind).isAssignableTo(TlsException.class);
            assertThat(kind.getModifiers() & Modifier.ABSTRACT).isZero();
        });
        assertThat(TlsException.class.getModifiers() & Modifier.ABSTRACT).isZero();
    }

    /** By the connection and the listener rather than by a type: the types are the same for every implementation. */
    @EachVersion
    void p101LeadToTheImplementationWhereAHandshakeFails(TlsVersion version) throws Exception {
        var told = new CopyOnWriteArrayList<HandshakeEvent>();
        HandshakeListener listener = new HandshakeListener() {

            @Override
            public void failed(HandshakeEvent event) {
                told.add(event);
            }
        };
        var client = peers().client(settings ->
                        settings.highestSupportedVersion(version).trustStore(TestIdentities.trust(Peers.OTHER)))
                .observed("client", listener);
        var pair = peers().buffers(client, peers().server().observed("server", listener));

        assertThatExceptionOfType(TlsException.class).isThrownBy(pair::handshake);
        assertThatExceptionOfType(TlsException.class)
                .isThrownBy(() -> pair.server().read(1));

        assertThat(told)
                .hasSize(2)
                .extracting(HandshakeEvent::implementation)
                .containsOnly(implementation().name());
        for (var buffer : List.of(pair.client(), pair.server())) {
            assertThat(buffer.context().implementation().name())
                    .isEqualTo(implementation().name());
        }
    }

    @Test
    void p101NameTheImplementationThatDoesNotHaveSomething() {
        var configuration = TlsClientConfiguration.builder()
                .ciphers(List.of(CipherSuite.of(0xFEDC)))
                .build();

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> implementation().clientContext(configuration))
                .withMessageEndingWith("TLS implementation " + implementation().name());
    }

    /** Not that one has to. */
    @Test
    void p101MayBeExtendedByAnImplementation() throws Exception {
        var constructor = TlsException.class.getConstructor(String.class, Throwable.class);

        assertThat(TlsException.class.getModifiers() & Modifier.FINAL).isZero();
        assertThat(new TlsException("of an implementation", null) {}).isInstanceOf(constructor.getDeclaringClass());
    }

    @Test
    void p142AreWhatExistingHandlersCatch() {
        assertThat(KINDS).allSatisfy(kind -> assertThat(kind).isAssignableTo(SSLException.class));
    }
}
