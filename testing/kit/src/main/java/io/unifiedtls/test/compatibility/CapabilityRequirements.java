package io.unifiedtls.test.compatibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import javax.net.ssl.SSLException;

import org.junit.jupiter.api.Test;

import io.unifiedtls.AlertDescription;
import io.unifiedtls.ConfigurationException;
import io.unifiedtls.HandshakeEvent;
import io.unifiedtls.HandshakeFailure;
import io.unifiedtls.HandshakeListener;
import io.unifiedtls.NamedGroup;
import io.unifiedtls.ServerNamePolicy;
import io.unifiedtls.TlsAlertException;
import io.unifiedtls.TlsClientConfiguration;
import io.unifiedtls.TlsException;
import io.unifiedtls.TlsFeature;
import io.unifiedtls.TlsVersion;
import io.unifiedtls.test.Handshakes;
import io.unifiedtls.test.connection.BufferPair;
import io.unifiedtls.test.junit.TestIdentities;

/** That an implementation is as it says, beyond what PEP 748 asks for. */
abstract class CapabilityRequirements extends Requirements {

    private static final List<NamedGroup> CURVES =
            List.of(NamedGroup.SECP256R1, NamedGroup.SECP384R1, NamedGroup.SECP521R1);

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

    @EachVersion
    void agreesOnTheGroupsThatAreSetOrRefusesThem(TlsVersion version) throws Exception {
        var supported = implementation().capabilities().groups();
        for (var group : NamedGroup.values()) {
            if (!supported.contains(group)) {
                assertThatExceptionOfType(ConfigurationException.class)
                        .isThrownBy(() -> peers().client(settings -> settings.groups(List.of(group))))
                        .withMessageStartingWith(
                                "TLS implementation %s does not support setting the groups [%s]; it supports ",
                                implementation().name(), group.protocolName());
            } else if (version == TlsVersion.TLSv1_3) {
                assertThat(negotiated(group)).as(group.protocolName()).containsExactly(group.protocolName());
            }
        }
    }

    /** Returns the groups that a client and a server negotiate that prefer a group, and have no other if possible. */
    private Set<String> negotiated(NamedGroup group) throws Exception {
        var groups = new HashSet<String>();
        var listener = new HandshakeListener() {
            @Override
            public void succeeded(HandshakeEvent event) {
                event.group().ifPresent(groups::add);
            }
        };
        var only = only(group);
        var list = accepts(only)
                ? only
                : Stream.concat(only.stream(), CURVES.stream()).distinct().toList();
        var client = peers().client(settings -> settings.groups(list));
        var server = peers().server(settings -> settings.groups(list));
        Handshakes.complete(
                client.observed("client", listener).createEngine("localhost", 443),
                server.observed("server", listener).createEngine());
        return groups;
    }

    private static List<NamedGroup> only(NamedGroup group) {
        return List.of(group);
    }

    /** An implementation that holds the curves of certificates to the groups refuses a list without one of them. */
    private boolean accepts(List<NamedGroup> groups) {
        try {
            implementation()
                    .validate(TlsClientConfiguration.builder().groups(groups).build());
            return true;
        } catch (ConfigurationException refused) {
            assertThat(refused)
                    .hasMessage(
                            "TLS implementation %s accepts EC certificates only on curves among the groups [%s]; add secp256r1, secp384r1 and secp521r1, or use another implementation",
                            implementation().name(), groups.get(0).protocolName());
            return false;
        }
    }

    @EachVersion
    void refusesPeersWithoutACommonGroup(TlsVersion version) throws Exception {
        var supported = implementation().capabilities().groups();
        if (!supported.containsAll(Set.of(NamedGroup.SECP256R1, NamedGroup.SECP384R1))) {
            assertThat(supported).isEmpty();
            return;
        }
        if (!accepts(only(NamedGroup.SECP256R1))) {
            return; // Any two lists have groups in common.
        }
        // The certificate's key is on P-256, which may be one of the groups in TLS 1.2 (RFC 8422, section 5.1).
        var client = peers().client(settings ->
                settings.groups(List.of(NamedGroup.SECP256R1)).highestSupportedVersion(version));
        var server = peers().server(settings -> settings.groups(List.of(NamedGroup.SECP384R1)));
        var pair = peers().buffers(client, server);

        assertThatExceptionOfType(TlsException.class)
                .isThrownBy(pair::handshake)
                .satisfies(refusal -> assertThat(refusal.failure()).isEqualTo(HandshakeFailure.NO_SHARED_CIPHER));
        assertThatExceptionOfType(TlsAlertException.class)
                .isThrownBy(() -> pair.client().read(1))
                // The JDK's TLS 1.3 sends unexpected_message, others handshake_failure.
                .satisfies(told -> assertThat(told.sender()).isEqualTo(TlsAlertException.Sender.PEER));
    }
}
