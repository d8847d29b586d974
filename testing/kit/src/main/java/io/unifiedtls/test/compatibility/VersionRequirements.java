package io.unifiedtls.test.compatibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.util.HexFormat;

import org.junit.jupiter.api.Test;

import io.unifiedtls.TlsException;
import io.unifiedtls.TlsVersion;
import io.unifiedtls.WantReadException;

/** PEP 748, "TLS Versions". */
abstract class VersionRequirements extends Requirements {

    @Test
    void p91NameNothingOlderThanTls12() {
        assertThat(TlsVersion.values())
                .containsExactly(
                        TlsVersion.MINIMUM_SUPPORTED,
                        TlsVersion.TLSv1_2,
                        TlsVersion.TLSv1_3,
                        TlsVersion.MAXIMUM_SUPPORTED);
        assertThat(TlsVersion.TLSv1_2.protocol()).isEqualTo("TLSv1.2");
        assertThat(TlsVersion.TLSv1_3.protocol()).isEqualTo("TLSv1.3");
        assertThat(implementation().capabilities().versions())
                .isNotEmpty()
                .isSubsetOf(TlsVersion.TLSv1_2, TlsVersion.TLSv1_3);
    }

    @Test
    void p92HaveOpenEnds() throws Exception {
        var newest = peers().client(settings -> settings.lowestSupportedVersion(TlsVersion.MAXIMUM_SUPPORTED));
        var oldest = peers().client(settings -> settings.highestSupportedVersion(TlsVersion.MINIMUM_SUPPORTED));
        var any = peers().client(settings -> settings.lowestSupportedVersion(TlsVersion.MINIMUM_SUPPORTED)
                .highestSupportedVersion(TlsVersion.MAXIMUM_SUPPORTED));

        var versions = implementation().capabilities().versions();
        assertThat(peers().connected(newest, peers().server()).client().negotiatedTlsVersion())
                .contains(versions.get(versions.size() - 1));
        assertThat(peers().connected(oldest, peers().server()).client().negotiatedTlsVersion())
                .contains(versions.get(0));
        assertThat(peers().connected(any, peers().server()).client().negotiatedTlsVersion())
                .contains(versions.get(versions.size() - 1));
    }

    @Test
    void p91p93RefuseTls11WhereNoneIsSaid() throws Exception {
        var server = peers().server().createBuffer();
        server.processIncoming(clientHelloOfTls11());

        assertThatExceptionOfType(TlsException.class)
                .isThrownBy(server::doHandshake)
                .isNotInstanceOf(WantReadException.class);

        // RFC 8446 6: alert, TLS 1.x, two bytes, fatal, protocol_version
        var alert = server.processOutgoing(100);
        assertThat(alert).hasSize(7).startsWith(21, 3).endsWith(0, 2, 2, 70);
    }

    /** A ClientHello of a client that has TLS 1.1 and TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA. */
    private static ByteBuffer clientHelloOfTls11() {
        var extensions = "000a00040002001700" + "0b00020100";
        var body = "0302" + "5a".repeat(32) + "00" + "0002c009" + "0100" + "%04x".formatted(extensions.length() / 2)
                + extensions;
        var message = "01%06x".formatted(body.length() / 2) + body;
        return ByteBuffer.wrap(HexFormat.of().parseHex("160301%04x".formatted(message.length() / 2) + message));
    }

    @Test
    void p94RefuseAnOlderClient() throws Exception {
        var server = peers().server(settings -> settings.lowestSupportedVersion(TlsVersion.TLSv1_3));
        var older = peers().client(TlsVersion.TLSv1_2);

        assertThatExceptionOfType(TlsException.class).isThrownBy(() -> peers().connected(older, server));
        assertThat(peers().connected(peers().client(), server).server().negotiatedTlsVersion())
                .contains(TlsVersion.TLSv1_3);
    }

    @Test
    void p94RefuseANewerClient() throws Exception {
        var server = peers().server(settings -> settings.highestSupportedVersion(TlsVersion.TLSv1_2));
        var newer = peers().client(TlsVersion.TLSv1_3);

        assertThatExceptionOfType(TlsException.class).isThrownBy(() -> peers().connected(newer, server));
        assertThat(peers().connected(peers().client(), server).server().negotiatedTlsVersion())
                .contains(TlsVersion.TLSv1_2);
    }

    @Test
    void p94RefuseAServerOfAnotherVersion() throws Exception {
        var tls12 = peers().server(settings -> settings.highestSupportedVersion(TlsVersion.TLSv1_2));
        var tls13 = peers().server(settings -> settings.lowestSupportedVersion(TlsVersion.TLSv1_3));

        assertThat(peers().connected(peers().client(TlsVersion.TLSv1_2), tls12)
                        .client()
                        .negotiatedTlsVersion())
                .contains(TlsVersion.TLSv1_2);
        assertThat(peers().connected(peers().client(TlsVersion.TLSv1_3), tls13)
                        .client()
                        .negotiatedTlsVersion())
                .contains(TlsVersion.TLSv1_3);
    }
}
