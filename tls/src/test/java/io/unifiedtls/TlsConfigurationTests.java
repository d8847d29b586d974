package io.unifiedtls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import org.junit.jupiter.api.Test;

/** {@link TlsServerConfiguration} and {@link TlsClientConfiguration}. */
class TlsConfigurationTests {

    private static final SigningChain CHAIN = SigningChain.fromPem(Path.of("server.pem"));

    private static final TrustStore TRUST = TrustStore.fromFile(Path.of("ca.pem"));

    private final TlsServerConfiguration server = TlsServerConfiguration.builder()
            .certificateChains(List.of(CHAIN))
            .ciphers(List.of(CipherSuite.TLS_AES_256_GCM_SHA384))
            .innerProtocols(List.of(NextProtocol.H2))
            .lowestSupportedVersion(TlsVersion.TLSv1_3)
            .highestSupportedVersion(TlsVersion.MAXIMUM_SUPPORTED)
            .trustStore(TRUST)
            .clientAuthentication(ClientAuthentication.OPTIONAL)
            .unknownServerName(ServerNamePolicy.REJECT)
            .absentServerName(ServerNamePolicy.REJECT)
            .build();

    private final TlsClientConfiguration client = TlsClientConfiguration.builder()
            .certificateChain(CHAIN)
            .ciphers(List.of(CipherSuite.TLS_AES_256_GCM_SHA384))
            .innerProtocols(List.of(NextProtocol.H2))
            .lowestSupportedVersion(TlsVersion.TLSv1_3)
            .highestSupportedVersion(TlsVersion.MAXIMUM_SUPPORTED)
            .trustStore(TRUST)
            .build();

    @Test
    void haveDefaultsThatAreVisible() {
        var server = TlsServerConfiguration.builder().build();
        var client = TlsClientConfiguration.builder().build();

        assertThat(server.certificateChains()).isEmpty();
        assertThat(server.ciphers()).isEmpty();
        assertThat(server.innerProtocols()).isEmpty();
        assertThat(server.lowestSupportedVersion()).isEmpty();
        assertThat(server.highestSupportedVersion()).isEmpty();
        assertThat(server.trustStore()).isEmpty();
        assertThat(server.clientAuthentication()).isEqualTo(ClientAuthentication.NONE);
        assertThat(server.certificateDirectory()).isEmpty();
        assertThat(server.signingChainSource()).isEmpty();
        assertThat(client.certificateChain()).isEmpty();
        assertThat(client.trustStore()).isEmpty();
    }

    @Test
    void serveTheDefaultChainIfThereIsOne() {
        var none = TlsServerConfiguration.builder().build();
        var one = TlsServerConfiguration.builder()
                .certificateChains(List.of(SigningChain.fromPem(Path.of("www.pem"))))
                .build();

        assertThat(one.unknownServerName()).isEqualTo(ServerNamePolicy.USE_DEFAULT);
        assertThat(one.absentServerName()).isEqualTo(ServerNamePolicy.USE_DEFAULT);
        assertThat(none.unknownServerName()).isEqualTo(ServerNamePolicy.REJECT);
        assertThat(none.absentServerName()).isEqualTo(ServerNamePolicy.REJECT);
    }

    @Test
    void areEqualByValueAndTheSameAfterARoundTrip() {
        assertThat(this.server.toBuilder().build()).isEqualTo(this.server).hasSameHashCodeAs(this.server);
        assertThat(this.client.toBuilder().build()).isEqualTo(this.client).hasSameHashCodeAs(this.client);
        assertThat(this.server.toBuilder().build()).hasToString(this.server.toString());
        assertThat(this.client.toBuilder().build()).hasToString(this.client.toString());
    }

    @Test
    void areEqualWithEverythingInThemMadeTwice() {
        assertThat(full("secret")).isEqualTo(full("secret")).hasSameHashCodeAs(full("secret"));
        assertThat(full("secret"))
                .isNotEqualTo(full("other"))
                .hasToString(full("other").toString());
    }

    private static TlsServerConfiguration full(String password) {
        var characters = password.toCharArray();
        var keyStore = TlsKeyStore.fromFile(Path.of("web.p12"))
                .password(Password.of(characters))
                .keyPassword(Password.of(characters))
                .alias("web")
                .build();
        return TlsServerConfiguration.builder()
                .certificateChains(List.of(
                        SigningChain.of(
                                        TlsCertificate.fromFile(Path.of("a.pem")),
                                        TlsPrivateKey.fromFileWithPassword(Path.of("a.key"), Password.of(characters)),
                                        List.of(TlsCertificate.fromBuffer(new byte[] {1})))
                                .withServerNames(List.of("www.example.com"))
                                .withOcspResponse(OcspResponse.fromFile(Path.of("a.ocsp"))),
                        SigningChain.of(
                                TlsCertificate.fromId("web"),
                                TlsPrivateKey.fromIdWithPassword("web", Password.of(characters))),
                        SigningChain.fromKeyStore(keyStore)))
                .certificateDirectory(CertificateDirectory.of(Path.of("sites")).withIndex(Path.of("index")))
                .ciphers(CipherSuite.fromOpenSsl("ECDHE+AESGCM"))
                .groups(List.of(NamedGroup.X25519))
                .innerProtocols(List.of(NextProtocol.of("h2"), NextProtocol.of(new byte[] {1})))
                .trustStore(TrustStore.fromKeyStore(keyStore)
                        .withoutStrictProfile()
                        .withRevocationLists(RevocationLists.fromFile(Path.of("a.crl"))))
                .sessionTicketKeys(List.of(SessionTicketKey.fromBuffer(new byte[48])))
                .build();
    }

    @Test
    void differWhereASingleSettingDoes() {
        assertThat(this.server)
                .isNotEqualTo(
                        this.server.toBuilder().certificateChains(List.of()).build())
                .isNotEqualTo(this.server.toBuilder().unsetCiphers().build())
                .isNotEqualTo(this.server.toBuilder().innerProtocols(List.of()).build())
                .isNotEqualTo(this.server.toBuilder()
                        .lowestSupportedVersion(TlsVersion.TLSv1_2)
                        .build())
                .isNotEqualTo(this.server.toBuilder()
                        .highestSupportedVersion(TlsVersion.TLSv1_3)
                        .build())
                .isNotEqualTo(
                        this.server.toBuilder().trustStore(TrustStore.system()).build())
                .isNotEqualTo(this.server.toBuilder()
                        .clientAuthentication(ClientAuthentication.NONE)
                        .build())
                .isNotEqualTo(this.server.toBuilder()
                        .unknownServerName(ServerNamePolicy.USE_DEFAULT)
                        .build())
                .isNotEqualTo(this.server.toBuilder()
                        .absentServerName(ServerNamePolicy.USE_DEFAULT)
                        .build());
        assertThat(this.client)
                .isNotEqualTo(this.client.toBuilder().unsetCiphers().build())
                .isNotEqualTo(
                        this.client.toBuilder().trustStore(TrustStore.system()).build())
                .isNotEqualTo(this.server);
    }

    @Test
    void refuseAnEmptyListOfCipherSuites() {
        var message =
                "the list of cipher suites is empty; list at least one, or call unsetCiphers() to use the secure defaults";

        assertThatIllegalArgumentException()
                .isThrownBy(() -> TlsServerConfiguration.builder().ciphers(List.of()))
                .withMessage(message);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TlsClientConfiguration.builder().ciphers(List.of()))
                .withMessage(message);
    }

    /** A list, other than that of the cipher suites, is unset by setting an empty one. */
    @Test
    void haveSettingsThatCanAllBeUnset() throws Exception {
        assertThat(unset(this.server.toBuilder()
                                .certificateDirectory(CertificateDirectory.of(Path.of("sites")))
                                .signingChainSource(name -> SigningChainSource.Answer.unknown())
                                .sessionTicketKeySource(scope -> List::of)
                                .groups(List.of(NamedGroup.X25519)))
                        .build())
                .isEqualTo(TlsServerConfiguration.builder().build());
        assertThat(unset(this.client.toBuilder().groups(List.of(NamedGroup.X25519)))
                        .build())
                .isEqualTo(TlsClientConfiguration.builder().build());
    }

    private static <B> B unset(B builder) throws ReflectiveOperationException {
        var setters = Arrays.stream(builder.getClass().getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()) && method.getParameterCount() == 1)
                .toList();
        assertThat(setters).hasSizeGreaterThan(6);
        for (var setter : setters) {
            var name = setter.getName();
            if (setter.getParameterTypes()[0] == List.class && !name.equals("ciphers")) {
                setter.invoke(builder, List.of());
            } else {
                builder.getClass()
                        .getMethod("unset" + name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1))
                        .invoke(builder);
            }
        }
        return builder;
    }

    @Test
    void copyTheirLists() {
        var chains = new ArrayList<>(List.of(CHAIN));
        var builder = TlsServerConfiguration.builder().certificateChains(chains);
        chains.clear();

        assertThat(builder.build().certificateChains()).containsExactly(CHAIN);
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> builder.build().certificateChains().clear());
    }

    @Test
    void refuseALowestVersionThatIsNewerThanTheHighest() {
        var message = "lowest supported version TLSv1_3 is newer than highest supported version TLSv1_2";

        assertThatIllegalArgumentException()
                .isThrownBy(() -> TlsServerConfiguration.builder()
                        .lowestSupportedVersion(TlsVersion.TLSv1_3)
                        .highestSupportedVersion(TlsVersion.TLSv1_2)
                        .build())
                .withMessage(message);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TlsClientConfiguration.builder()
                        .lowestSupportedVersion(TlsVersion.TLSv1_3)
                        .highestSupportedVersion(TlsVersion.TLSv1_2)
                        .build())
                .withMessage(message);
    }

    @Test
    void requireClientsToHaveACertificateWhereThereIsATrustStoreAndNothingIsSaid() {
        var plain = TlsServerConfiguration.builder().build();

        assertThat(plain.toBuilder().trustStore(TRUST).build().clientAuthentication())
                .isEqualTo(ClientAuthentication.REQUIRED);
        assertThat(plain.toBuilder().clientAuthentication(ClientAuthentication.NONE).build().toBuilder()
                        .trustStore(TRUST)
                        .build()
                        .clientAuthentication())
                .isEqualTo(ClientAuthentication.NONE);
    }
}
