package io.unifiedtls.test.compatibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import io.unifiedtls.CipherSuite;
import io.unifiedtls.ConfigurationException;
import io.unifiedtls.TlsClientConfiguration;
import io.unifiedtls.TlsException;
import io.unifiedtls.TlsFeature;
import io.unifiedtls.TlsServerConfiguration;
import io.unifiedtls.TlsVersion;
import io.unifiedtls.test.junit.TestIdentities;

/** PEP 748, "Cipher Suites". */
abstract class CipherRequirements extends Requirements {

    private static final Map<String, Integer> OF_THE_PEP = Map.ofEntries(
            Map.entry("TLS_AES_128_GCM_SHA256", 0x1301),
            Map.entry("TLS_AES_256_GCM_SHA384", 0x1302),
            Map.entry("TLS_CHACHA20_POLY1305_SHA256", 0x1303),
            Map.entry("TLS_AES_128_CCM_SHA256", 0x1304),
            Map.entry("TLS_AES_128_CCM_8_SHA256", 0x1305),
            Map.entry("TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256", 0xC02B),
            Map.entry("TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384", 0xC02C),
            Map.entry("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", 0xC02F),
            Map.entry("TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384", 0xC030),
            Map.entry("TLS_ECDHE_ECDSA_WITH_AES_128_CCM", 0xC0AC),
            Map.entry("TLS_ECDHE_ECDSA_WITH_AES_256_CCM", 0xC0AD),
            Map.entry("TLS_ECDHE_ECDSA_WITH_AES_128_CCM_8", 0xC0AE),
            Map.entry("TLS_ECDHE_ECDSA_WITH_AES_256_CCM_8", 0xC0AF),
            Map.entry("TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256", 0xCCA8),
            Map.entry("TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256", 0xCCA9));

    /** What OpenSSL calls them, by the manual page ciphers(1). */
    static final Map<String, String> OF_OPENSSL = Map.ofEntries(
            Map.entry("TLS_AES_128_GCM_SHA256", "TLS_AES_128_GCM_SHA256"),
            Map.entry("TLS_AES_256_GCM_SHA384", "TLS_AES_256_GCM_SHA384"),
            Map.entry("TLS_CHACHA20_POLY1305_SHA256", "TLS_CHACHA20_POLY1305_SHA256"),
            Map.entry("TLS_AES_128_CCM_SHA256", "TLS_AES_128_CCM_SHA256"),
            Map.entry("TLS_AES_128_CCM_8_SHA256", "TLS_AES_128_CCM_8_SHA256"),
            Map.entry("TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256", "ECDHE-ECDSA-AES128-GCM-SHA256"),
            Map.entry("TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384", "ECDHE-ECDSA-AES256-GCM-SHA384"),
            Map.entry("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", "ECDHE-RSA-AES128-GCM-SHA256"),
            Map.entry("TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384", "ECDHE-RSA-AES256-GCM-SHA384"),
            Map.entry("TLS_ECDHE_ECDSA_WITH_AES_128_CCM", "ECDHE-ECDSA-AES128-CCM"),
            Map.entry("TLS_ECDHE_ECDSA_WITH_AES_256_CCM", "ECDHE-ECDSA-AES256-CCM"),
            Map.entry("TLS_ECDHE_ECDSA_WITH_AES_128_CCM_8", "ECDHE-ECDSA-AES128-CCM8"),
            Map.entry("TLS_ECDHE_ECDSA_WITH_AES_256_CCM_8", "ECDHE-ECDSA-AES256-CCM8"),
            Map.entry("TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256", "ECDHE-RSA-CHACHA20-POLY1305"),
            Map.entry("TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256", "ECDHE-ECDSA-CHACHA20-POLY1305"));

    @Test
    void p78p79AreConstantsWithTheCodesAndNamesOfTheRegistry() throws Exception {
        var constants = new TreeMap<String, Integer>();
        for (var field : CipherSuite.class.getFields()) {
            if (field.getType() == CipherSuite.class && Modifier.isStatic(field.getModifiers())) {
                var suite = (CipherSuite) field.get(null);
                assertThat(suite.name()).isEqualTo(field.getName());
                constants.put(field.getName(), suite.code());
            }
        }

        assertThat(constants).containsExactlyInAnyOrderEntriesOf(OF_THE_PEP);
    }

    @Test
    void p80AreFiveOfTls13AndTenOfTls12WithForwardSecrecy() {
        var suites = OF_THE_PEP.values().stream().map(CipherSuite::of).toList();

        assertThat(suites).filteredOn(CipherSuite::isTls13).hasSize(5);
        assertThat(suites)
                .filteredOn(suite -> !suite.isTls13())
                .hasSize(10)
                .allSatisfy(suite -> assertThat(suite.name()).startsWith("TLS_ECDHE_"));
    }

    @Test
    void p81AreAesGcmAndChaCha20ByDefaultInTls12() {
        assertThat(CipherSuite.DEFAULT_TLS_1_2)
                .hasSize(6)
                .allSatisfy(suite -> assertThat(suite.name())
                        .startsWith("TLS_ECDHE_")
                        .containsAnyOf("_GCM_", "_CHACHA20_")
                        .doesNotContain("CCM"));
    }

    @Test
    void p82AreThoseOfTheSpecificationByDefaultInTls13() {
        assertThat(CipherSuite.DEFAULT_TLS_1_3)
                .extracting(CipherSuite::code)
                .containsExactly(0x1301, 0x1302, 0x1303, 0x1304, 0x1305);
    }

    /** Every implementation takes the whole list, and leaves out what it does not have. */
    @Test
    void p82MayBeListedAsAWhole() throws Exception {
        var all = Stream.concat(CipherSuite.DEFAULT_TLS_1_3.stream(), CipherSuite.DEFAULT_TLS_1_2.stream())
                .toList();

        for (var suites : List.of(CipherSuite.DEFAULT_TLS_1_3, all)) {
            var client = peers().client(settings -> settings.ciphers(suites));
            var server = peers().server(settings -> settings.ciphers(suites));

            assertThat(client.configuration().ciphers()).isEqualTo(suites);
            assertThat(peers().connected(client, server).client().cipher())
                    .hasValueSatisfying(cipher -> assertThat(cipher).isIn(CipherSuite.DEFAULT_TLS_1_3));
        }
        assertThat(peers().connected(
                                peers().client(settings -> settings.ciphers(CipherSuite.DEFAULT_TLS_1_2)),
                                peers().server())
                        .client()
                        .cipher())
                .hasValueSatisfying(cipher -> assertThat(cipher).isIn(CipherSuite.DEFAULT_TLS_1_2));
    }

    @Test
    void p83MayBeAnyCode() throws Exception {
        assertThat(CipherSuite.of(0xC02B)).isEqualTo(CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256);
        assertThat(CipherSuite.of(0xFEDC).name()).isEqualTo("0xFEDC");
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> CipherSuite.of(0x10000));
        var client = peers().client(settings ->
                settings.highestSupportedVersion(TlsVersion.TLSv1_2).ciphers(List.of(CipherSuite.of(0xC02C))));

        assertThat(peers().connected(client, peers().server()).client().cipher())
                .contains(CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384);
    }

    @Test
    void p84AreListedOneByOne() {
        assertThat(Stream.of(TlsClientConfiguration.Builder.class, TlsServerConfiguration.Builder.class)
                        .flatMap(type -> Arrays.stream(type.getMethods()))
                        .filter(method -> method.getName().equals("ciphers")))
                .allSatisfy(method -> assertThat(method.getParameterTypes()).containsExactly(List.class));
    }

    @Test
    void p85HaveNamesThatConvertToThoseOfOpenSsl() {
        assertThat(OF_OPENSSL.keySet()).containsExactlyInAnyOrderElementsOf(OF_THE_PEP.keySet());
        assertThat(OF_OPENSSL).allSatisfy((name, ofOpenSsl) -> {
            assertThat(openSslName(CipherSuite.named(name).orElseThrow())).isEqualTo(ofOpenSsl);
            assertThat(OF_THE_PEP)
                    .containsEntry(name, CipherSuite.named(name).orElseThrow().code());
        });
    }

    /** A cipher string is a list of names with colons between them. */
    @Test
    void p85OfTheImplementationMakeACipherString() {
        var suites = implementation().capabilities().ciphers();

        var names = suites.stream().map(CipherRequirements::openSslName).toList();

        assertThat(names).doesNotHaveDuplicates().allMatch(name -> name.matches("[A-Za-z0-9_-]+"));
        assertThat(suites)
                .allSatisfy(suite -> assertThat(CipherSuite.named(suite.name())).contains(suite));
    }

    /** See the manual page ciphers(1). */
    static String openSslName(CipherSuite suite) {
        return suite.isTls13()
                ? suite.name()
                : suite.name()
                        .replace("TLS_", "")
                        .replace("WITH_", "")
                        .replace("POLY1305_SHA256", "POLY1305")
                        .replaceAll("AES_(128|256)_CBC_SHA", "AES$1_SHA")
                        .replace("AES_", "AES")
                        .replace("CCM_8", "CCM8")
                        .replace('_', '-');
    }

    @Test
    void p86NegotiatesNothingElseInTls12() throws Exception {
        var mine = List.of(CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384);
        var client = peers().client(settings -> settings.ciphers(mine));

        var connected = peers().connected(client, peers().server()).client();

        assertThat(connected.cipher()).contains(mine.get(0));
        assertThat(connected.negotiatedTlsVersion()).contains(TlsVersion.TLSv1_2);
        var others = peers().server(
                        settings -> settings.ciphers(List.of(CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256)));
        assertThatExceptionOfType(TlsException.class).isThrownBy(() -> peers().connected(client, others));
    }

    @Test
    void p86NegotiatesNothingElseInTls13OrRefuses() throws Exception {
        for (var suite : List.of(CipherSuite.TLS_AES_256_GCM_SHA384, CipherSuite.TLS_CHACHA20_POLY1305_SHA256)) {
            var client = TlsClientConfiguration.builder()
                    .trustStore(TestIdentities.trust(Peers.AUTHORITY))
                    .ciphers(List.of(suite))
                    .build();
            var server = peers().server().configuration().toBuilder()
                    .ciphers(List.of(suite))
                    .build();
            if (has(TlsFeature.TLS_1_3_CIPHER_SELECTION)) {
                for (var pair : List.of(
                        peers().connected(implementation().clientContext(client), peers().server()),
                        peers().connected(peers().client(), implementation().serverContext(server)))) {
                    assertThat(pair.client().cipher()).contains(suite);
                }
            } else {
                assertThatExceptionOfType(ConfigurationException.class)
                        .isThrownBy(() -> implementation().validate(client))
                        .withMessageContaining("cannot restrict or order the TLS 1.3 cipher suites");
                assertThatExceptionOfType(ConfigurationException.class)
                        .isThrownBy(() -> implementation().validate(server));
            }
        }
    }

    @Test
    void p86NegotiatesTls13AloneWhereOnlyItsSuitesAreSaid() throws Exception {
        var all = CipherSuite.DEFAULT_TLS_1_3.stream()
                .filter(implementation().capabilities().ciphers()::contains)
                .toList();
        if (!has(TlsFeature.TLS_1_3_CIPHER_SELECTION)) {
            // It would be accepted, and the order would be another one.
            assertThatExceptionOfType(ConfigurationException.class)
                    .isThrownBy(() -> peers().server(settings -> settings.ciphers(all)))
                    .withMessage(
                            "TLS implementation %s cannot restrict or order the TLS 1.3 cipher suites %s; remove them, and set the highest supported version to TLSv1.3 to keep TLS 1.3"
                                    .formatted(implementation().name(), all));
            return;
        }
        var server = peers().server(settings -> settings.ciphers(all));
        var client = peers().client(settings -> settings.ciphers(all));

        assertThat(peers().connected(peers().client(), server).client().cipher().get())
                .isIn(all);
        var rsa = TestIdentities.chain(
                Peers.AUTHORITY.leaf().names("localhost").rsa().issue());
        var withRsa = peers().server(settings -> settings.ciphers(all).certificateChains(List.of(rsa)));
        assertThat(peers().connected(peers().client(), withRsa)
                        .client()
                        .cipher()
                        .get())
                .isIn(all);
        assertThat(peers().connected(client, peers().server()).client().cipher().get())
                .isIn(all);
        assertThatExceptionOfType(TlsException.class)
                .isThrownBy(() -> peers().connected(peers().client(TlsVersion.TLSv1_2), server));
        var old = peers().server(settings -> settings.highestSupportedVersion(TlsVersion.TLSv1_2));
        assertThatExceptionOfType(TlsException.class).isThrownBy(() -> peers().connected(client, old));
    }

    @Test
    void p86KeepsTls13WithItsDefaultsIfItIsTheHighestVersionSaid() throws Exception {
        var mine = List.of(CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384);
        var server = peers().server(settings -> settings.ciphers(mine).highestSupportedVersion(TlsVersion.TLSv1_3));
        var client = peers().client(settings -> settings.ciphers(mine).highestSupportedVersion(TlsVersion.TLSv1_3));

        for (var pair :
                List.of(peers().connected(peers().client(), server), peers().connected(client, peers().server()))) {
            assertThat(pair.client().negotiatedTlsVersion()).contains(TlsVersion.TLSv1_3);
        }
        assertThat(peers().connected(peers().client(TlsVersion.TLSv1_2), server)
                        .client()
                        .cipher())
                .contains(mine.get(0));
    }

    @Test
    void p86PrefersTheOrderOfTheServerInTls12() throws Exception {
        var suites = List.of(
                CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,
                CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256);
        var reversed = List.of(suites.get(1), suites.get(0));

        var pair = peers().connected(
                        peers().client(settings -> settings.ciphers(reversed)),
                        peers().server(settings -> settings.ciphers(suites)));

        assertThat(pair.client().cipher()).contains(suites.get(0));
    }

    @Test
    void p86RefusesASuiteThatItDoesNotHave() {
        var configuration = TlsClientConfiguration.builder()
                .ciphers(List.of(CipherSuite.TLS_AES_128_GCM_SHA256, CipherSuite.of(0xFEDC)))
                .build();

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> implementation().validate(configuration))
                .withMessage("cipher suite 0xFEDC is not supported by TLS implementation "
                        + implementation().name());
    }

    @EachVersion
    void p87AreSecureWhereNoneAreSaid(TlsVersion version) throws Exception {
        var weak = List.of(
                CipherSuite.named("TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA").orElseThrow());
        var secure = (version == TlsVersion.TLSv1_3) ? CipherSuite.DEFAULT_TLS_1_3 : CipherSuite.DEFAULT_TLS_1_2;

        assertThat(peers().connected(version).server().cipher().get())
                .isIn(secure)
                .isNotIn(weak);
        if (implementation().capabilities().ciphers().containsAll(weak)) {
            assertThatExceptionOfType(TlsException.class)
                    .isThrownBy(() ->
                            peers().connected(peers().client(settings -> settings.ciphers(weak)), peers().server()));
        }
    }
}
