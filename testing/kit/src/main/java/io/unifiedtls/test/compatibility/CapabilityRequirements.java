package io.unifiedtls.test.compatibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import javax.net.ssl.SSLException;

import org.junit.jupiter.api.Test;

import io.unifiedtls.AlertDescription;
import io.unifiedtls.ConfigurationException;
import io.unifiedtls.HandshakeEvent;
import io.unifiedtls.HandshakeListener;
import io.unifiedtls.ServerNamePolicy;
import io.unifiedtls.TlsAlertException;
import io.unifiedtls.TlsException;
import io.unifiedtls.TlsFeature;
import io.unifiedtls.TlsVersion;
import io.unifiedtls.test.Handshakes;
import io.unifiedtls.test.connection.BufferPair;
import io.unifiedtls.test.junit.TestIdentities;

/** That an implementation is as it says, beyond what PEP 748 asks for. */
abstract class CapabilityRequirements extends Requirements {

    @EachVersion
    void resumesSessionsAsItSays(TlsVersion version) throws Exception {
        var resumed = new ArrayList<Boolean>();
        var client = peers().client(version).observed("test", new HandshakeListener() {
            @Override
            public void succeeded(HandshakeEvent event) {
                resumed.add(event.resumed().orElseThrow());
            }
        });
        var server = peers().server();

        for (int i = 0; i < 2; i++) {
            var accepted = server.createEngine();
            var connected = client.createEngine("localhost", 443);
            Handshakes.complete(connected, accepted);
            // Some servers send their tickets with the first data.
            assertThat(Handshakes.send(accepted, new byte[] {1}, connected)).containsExactly(1);
        }

        var resumes = version == TlsVersion.TLSv1_2 || has(TlsFeature.TLS_1_3_RESUMPTION);
        assertThat(resumed).containsExactly(false, resumes);
    }

    @EachVersion
    void reportsTheGroupOfTls13OnBothSides(TlsVersion version) throws Exception {
        var groups = new ArrayList<Optional<String>>();
        var listener = new HandshakeListener() {
            @Override
            public void succeeded(HandshakeEvent event) {
                groups.add(event.group());
            }
        };
        var client = peers().client(version).observed("test", listener).createEngine("localhost", 443);
        var server = peers().server().observed("test", listener).createEngine();

        Handshakes.complete(client, server);

        assertThat(groups).hasSize(2);
        assertThat(groups.get(0)).isEqualTo(groups.get(1));
        assertThat(groups.get(0).isPresent()).isEqualTo(version == TlsVersion.TLSv1_3);
    }

    @EachVersion
    void verifiesTheHostOfAResumedSession(TlsVersion version) throws Exception {
        var client = peers().client(version);
        var server = peers().server();
        Handshakes.complete(client.createEngine("localhost", 443), server.createEngine());

        var pair = BufferPair.of(client, "www.example.com", server);

        assertThatExceptionOfType(TlsException.class).isThrownBy(pair::handshake);
    }

    @Test
    void closesHalfAConnectionAsItSays() throws Exception {
        try (var pair = peers().sockets(TlsVersion.TLSv1_3)) {
            pair.client().closeOutput();
            assertThat(pair.server().read(ByteBuffer.allocate(1))).isEqualTo(-1);

            if (has(TlsFeature.HALF_CLOSE)) {
                pair.server().write(ByteBuffer.wrap(new byte[] {1}));
                assertThat(pair.client().inputStream().read()).isEqualTo(1);
            } else {
                assertThatIOException().isThrownBy(() -> pair.server().write(ByteBuffer.wrap(new byte[] {1})));
                assertThat(pair.client().read(ByteBuffer.allocate(1))).isEqualTo(-1);
            }
        }
    }

    @EachVersion
    void saysThatTheEndOfAnEngineIsTooEarly(TlsVersion version) throws Exception {
        var client = peers().client(version).createEngine("localhost", 443);
        var server = peers().server().createEngine();
        assertThatNoException().isThrownBy(() -> peers().server().createEngine().closeInbound());

        Handshakes.complete(client, server);

        assertThatExceptionOfType(SSLException.class).isThrownBy(client::closeInbound);
        assertThatExceptionOfType(SSLException.class).isThrownBy(server::closeInbound);
    }

    @EachVersion
    void rejectsUnknownServerNames(TlsVersion version) throws Exception {
        var server = peers().server(settings -> settings.unknownServerName(ServerNamePolicy.REJECT));
        var pair = BufferPair.of(peers().client(version), "www.example.com", server);

        assertThatExceptionOfType(TlsAlertException.class)
                .isThrownBy(pair::handshake)
                .withMessage("the client requested an unknown server name");
        assertThatExceptionOfType(TlsAlertException.class)
                .isThrownBy(() -> pair.client().doHandshake())
                .satisfies(told -> assertThat(told.description()).isEqualTo(AlertDescription.UNRECOGNIZED_NAME));
    }

    @EachVersion
    void makesTheSameEnginesFromTheContextOfTheJvm(TlsVersion version) throws Exception {
        var client = peers().client(version).sslContext();
        var server = peers().server().sslContext();
        var engine = client.createSSLEngine("localhost", 443);

        Handshakes.complete(engine, server.createSSLEngine());

        assertThat(engine.getSession().getPeerCertificates()[0]).isEqualTo(Peers.LOCALHOST.certificate());
        assertThatExceptionOfType(SSLException.class)
                .isThrownBy(() ->
                        Handshakes.complete(client.createSSLEngine("www.example.com", 443), server.createSSLEngine()));
    }

    @EachVersion
    void hasEdwardsKeysOrRefusesThem(TlsVersion version) throws Exception {
        var certificate = Peers.AUTHORITY.leaf().names("localhost").ed25519().issue();
        var chain = TestIdentities.chain(certificate);
        if (!has(TlsFeature.EDWARDS_KEYS)) {
            assertThatExceptionOfType(ConfigurationException.class)
                    .isThrownBy(() -> peers().server(settings -> settings.certificateChains(List.of(chain))))
                    .withMessage("TLS implementation %s does not support EdDSA keys; use an EC or RSA key"
                            .formatted(implementation().name()))
                    .satisfies(error -> assertThat(error.setting()).contains(chain));
            return;
        }
        var server = peers().server(settings -> settings.certificateChains(List.of(chain)));

        assertThat(peers().connected(peers().client(version), server).client().peerCertificate())
                .contains(certificate.certificate().getEncoded());
    }
}
