package io.unifiedtls.test.compatibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.unifiedtls.ConfigurationException;
import io.unifiedtls.NextProtocol;
import io.unifiedtls.TlsClientConfiguration;
import io.unifiedtls.TlsFeature;
import io.unifiedtls.TlsServerConfiguration;
import io.unifiedtls.TlsVersion;
import io.unifiedtls.WantReadException;
import io.unifiedtls.test.connection.BufferPair;
import io.unifiedtls.test.junit.TestIdentities;

/** PEP 748, "Protocol Negotiation". */
abstract class ProtocolRequirements extends Requirements {

    @Test
    void p88HaveTheBytesOfTheRegistry() {
        var names = Map.of(
                NextProtocol.H2, "h2",
                NextProtocol.H2C, "h2c",
                NextProtocol.HTTP1, "http/1.1",
                NextProtocol.WEBRTC, "webrtc",
                NextProtocol.C_WEBRTC, "c-webrtc",
                NextProtocol.FTP, "ftp",
                NextProtocol.STUN, "stun.nat-discovery",
                NextProtocol.TURN, "stun.turn");

        names.forEach((protocol, name) -> {
            assertThat(protocol.bytes()).isEqualTo(name.getBytes(StandardCharsets.US_ASCII));
            assertThat(NextProtocol.of(name)).isEqualTo(protocol);
        });
    }

    @Test
    void p89MayBeAnyText() throws Exception {
        var mine = NextProtocol.of("my-protocol/2");

        assertThat(negotiate(List.of(mine), List.of(mine), TlsVersion.TLSv1_3)
                        .server()
                        .negotiatedProtocol())
                .contains(mine);
    }

    @EachVersion
    void p89MayBeAnyBytesOrAreRefused(TlsVersion version) throws Exception {
        var bytes = NextProtocol.of(new byte[] {0, (byte) 0x80, (byte) 0xFF, (byte) 0xC3, 0x28});
        if (has(TlsFeature.BINARY_INNER_PROTOCOLS)) {
            var pair = negotiate(List.of(bytes), List.of(NextProtocol.H2, bytes), version);
            assertThat(pair.client().negotiatedProtocol()).contains(bytes);
            assertThat(pair.server().negotiatedProtocol()).contains(bytes);
        } else {
            assertThatExceptionOfType(ConfigurationException.class)
                    .isThrownBy(() -> implementation()
                            .validate(TlsClientConfiguration.builder()
                                    .innerProtocols(List.of(NextProtocol.H2, bytes))
                                    .build()))
                    .withMessageContaining("not ASCII");
            assertThatExceptionOfType(ConfigurationException.class)
                    .isThrownBy(() -> implementation()
                            .validate(TlsServerConfiguration.builder()
                                    .certificateChains(List.of(TestIdentities.chain(Peers.LOCALHOST)))
                                    .innerProtocols(List.of(bytes))
                                    .build()));
        }
    }

    @EachVersion
    void p90AreAgreedOnInTheOrderOfTheServer(TlsVersion version) throws Exception {
        var pair = negotiate(
                List.of(NextProtocol.FTP, NextProtocol.HTTP1, NextProtocol.H2),
                List.of(NextProtocol.H2, NextProtocol.HTTP1),
                version);

        assertThat(pair.client().negotiatedProtocol()).contains(NextProtocol.H2);
        assertThat(pair.server().negotiatedProtocol()).contains(NextProtocol.H2);
    }

    @Test
    void p90AreOfferedInOrder() throws Exception {
        var offered = List.of(NextProtocol.HTTP1, NextProtocol.H2, NextProtocol.FTP);
        var client =
                peers().client(settings -> settings.innerProtocols(offered)).createBuffer("localhost");
        assertThatExceptionOfType(WantReadException.class).isThrownBy(client::doHandshake);

        var hello = new String(client.processOutgoing(Integer.MAX_VALUE), StandardCharsets.ISO_8859_1);

        // RFC 7301 3.1: each name behind its length
        assertThat(hello).contains("\bhttp/1.1\u0002h2\u0003ftp");
    }

    @EachVersion
    void p54GoesOnWithoutAProtocolWhereNoneIsShared(TlsVersion version) throws Exception {
        for (var offers : List.of(
                List.of(List.of(NextProtocol.H2), List.of(NextProtocol.HTTP1)),
                List.of(List.<NextProtocol>of(), List.of(NextProtocol.HTTP1)),
                List.of(List.of(NextProtocol.H2), List.<NextProtocol>of()))) {
            var pair = negotiate(offers.get(0), offers.get(1), version);

            assertThat(pair.client().negotiatedProtocol()).isEmpty();
            assertThat(pair.server().negotiatedProtocol()).isEmpty();
            assertThat(pair.toServer(new byte[] {1})).containsExactly(1);
        }
    }

    private BufferPair negotiate(List<NextProtocol> client, List<NextProtocol> server, TlsVersion version)
            throws Exception {
        return peers().connected(
                        peers().client(settings ->
                                settings.highestSupportedVersion(version).innerProtocols(client)),
                        peers().server(settings -> settings.innerProtocols(server)));
    }
}
