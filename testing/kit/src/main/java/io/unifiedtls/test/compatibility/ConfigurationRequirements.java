package io.unifiedtls.test.compatibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import io.unifiedtls.CertificateVerificationException;
import io.unifiedtls.CipherSuite;
import io.unifiedtls.NextProtocol;
import io.unifiedtls.SigningChain;
import io.unifiedtls.TlsCertificate;
import io.unifiedtls.TlsClientConfiguration;
import io.unifiedtls.TlsPrivateKey;
import io.unifiedtls.TlsServerConfiguration;
import io.unifiedtls.TlsVersion;
import io.unifiedtls.TrustStore;
import io.unifiedtls.test.junit.TestIdentities;

/** PEP 748, "Configuration". */
abstract class ConfigurationRequirements extends Requirements {

    private static final List<Class<?>> CONFIGURATIONS =
            List.of(TlsClientConfiguration.class, TlsServerConfiguration.class);

    private static final SigningChain CHAIN =
            SigningChain.of(TlsCertificate.fromBuffer(new byte[] {1}), TlsPrivateKey.fromBuffer(new byte[] {2}));

    private static final TrustStore TRUST = TrustStore.fromBuffer(new byte[] {3});

    @Test
    void p12AreConcreteAndTheSameForEveryImplementation() throws Exception {
        assertThat(CONFIGURATIONS).allSatisfy(type -> assertThat(type).isFinal());
        assertThat(peers().client().configuration()).isExactlyInstanceOf(TlsClientConfiguration.class);
        assertThat(peers().server().configuration()).isExactlyInstanceOf(TlsServerConfiguration.class);
    }

    @Test
    void p13HaveTypedFields() {
        var untyped = List.of(Object.class, Map.class, Properties.class);

        assertThat(methodsOf(TlsClientConfiguration.Builder.class, TlsServerConfiguration.Builder.class))
                .allSatisfy(method -> assertThat(method.getParameterTypes()).doesNotContainAnyElementsOf(untyped));
    }

    @Test
    void p14AreEqualByValue() {
        assertThat(clientConfiguration().build())
                .isEqualTo(clientConfiguration().build())
                .isEqualTo(clientConfiguration().build().toBuilder().build());
        assertThat(serverConfiguration().build())
                .isEqualTo(serverConfiguration().build())
                .isEqualTo(serverConfiguration().build().toBuilder().build());
        var others = Stream.of(
                clientConfiguration().certificateChain(SigningChain.of(certificate(), key())),
                clientConfiguration().ciphers(List.of(CipherSuite.of(1))),
                clientConfiguration().innerProtocols(List.of()),
                clientConfiguration().lowestSupportedVersion(TlsVersion.TLSv1_3),
                clientConfiguration().highestSupportedVersion(TlsVersion.TLSv1_2),
                clientConfiguration().trustStore(TrustStore.system()));

        assertThat(others.map(TlsClientConfiguration.Builder::build))
                .doesNotHaveDuplicates()
                .doesNotContain(clientConfiguration().build());
    }

    private static TlsCertificate certificate() {
        return TlsCertificate.fromBuffer(new byte[] {4});
    }

    private static TlsPrivateKey key() {
        return TlsPrivateKey.fromBuffer(new byte[] {5});
    }

    @Test
    void p7p15AreImmutable() {
        assertThat(CONFIGURATIONS).allSatisfy(type -> {
            assertThat(fieldsOf(type))
                    .allSatisfy(field ->
                            assertThat(field.getModifiers() & Modifier.FINAL).isNotZero());
            assertThat(methodsOf(type))
                    .filteredOn(method -> method.getParameterCount() > 0)
                    .extracting(Method::getName)
                    .containsOnly("equals");
        });
    }

    @Test
    void p16AreKeysOfMaps() {
        var map = new HashMap<Object, String>();
        map.put(clientConfiguration().build(), "client");
        map.put(serverConfiguration().build(), "server");

        assertThat(map.get(clientConfiguration().build())).isEqualTo("client");
        assertThat(map.get(serverConfiguration().build())).isEqualTo("server");
        assertThat(map.get(clientConfiguration().innerProtocols(List.of()).build()))
                .isNull();
    }

    @Test
    void p17DoNotChangeWithTheListsTheyWereMadeFrom() {
        var ciphers = new ArrayList<>(List.of(CipherSuite.TLS_AES_128_GCM_SHA256));
        var protocols = new ArrayList<>(List.of(NextProtocol.H2));
        var chains = new ArrayList<>(List.of(CHAIN));
        var configuration = TlsServerConfiguration.builder()
                .ciphers(ciphers)
                .innerProtocols(protocols)
                .certificateChains(chains)
                .build();

        Stream.of(ciphers, protocols, chains).forEach(List::clear);

        var lists = List.of(configuration.ciphers(), configuration.innerProtocols(), configuration.certificateChains());
        assertThat(lists).allSatisfy(list -> {
            assertThat(list).hasSize(1);
            assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(list::clear);
        });
    }

    /** What was released is not removed, renamed or of another type; there may be more. */
    @Test
    void p18KeepTheFieldsOfThePep() throws Exception {
        assertThatHasFields(
                TlsClientConfiguration.class,
                TlsClientConfiguration.Builder.class,
                Map.of("certificateChain", SigningChain.class, "trustStore", TrustStore.class));
        assertThatHasFields(
                TlsServerConfiguration.class,
                TlsServerConfiguration.Builder.class,
                Map.of("certificateChains", List.class, "trustStore", TrustStore.class));
    }

    private static void assertThatHasFields(Class<?> type, Class<?> builder, Map<String, Class<?>> ofTheirOwn)
            throws ReflectiveOperationException {
        var fields = new HashMap<String, Class<?>>(ofTheirOwn);
        fields.put("ciphers", List.class);
        fields.put("innerProtocols", List.class);
        fields.put("lowestSupportedVersion", TlsVersion.class);
        fields.put("highestSupportedVersion", TlsVersion.class);
        for (var field : fields.entrySet()) {
            var accessor = type.getMethod(field.getKey());
            var setter = builder.getMethod(field.getKey(), field.getValue());

            assertThat(accessor.getReturnType())
                    .as(field.getKey())
                    .isEqualTo((field.getValue() == List.class) ? List.class : Optional.class);
            assertThat(setter.getReturnType()).as(field.getKey()).isEqualTo(builder);
        }
    }

    /** In Java a field has no place, so that one more comes between none of the others. */
    @Test
    void p18MeanTheSameInAnyOrder() {
        var forwards = TlsClientConfiguration.builder()
                .certificateChain(CHAIN)
                .ciphers(List.of(CipherSuite.TLS_AES_128_GCM_SHA256))
                .innerProtocols(List.of(NextProtocol.H2))
                .lowestSupportedVersion(TlsVersion.TLSv1_2)
                .highestSupportedVersion(TlsVersion.TLSv1_2)
                .trustStore(TRUST);
        var backwards = TlsClientConfiguration.builder()
                .trustStore(TRUST)
                .highestSupportedVersion(TlsVersion.TLSv1_2)
                .lowestSupportedVersion(TlsVersion.TLSv1_2)
                .innerProtocols(List.of(NextProtocol.H2))
                .ciphers(List.of(CipherSuite.TLS_AES_128_GCM_SHA256))
                .certificateChain(CHAIN);

        assertThat(forwards.build()).isEqualTo(backwards.build());
    }

    @Test
    void p19NeedNothing() {
        var client = TlsClientConfiguration.builder().build();
        var server = TlsServerConfiguration.builder().build();

        assertThat(client.certificateChain()).isEmpty();
        assertThat(server.certificateChains()).isEmpty();
        assertThat(client.ciphers()).isEmpty();
        assertThat(client.innerProtocols()).isEmpty();
        assertThat(client.lowestSupportedVersion()).isEmpty();
        assertThat(client.highestSupportedVersion()).isEmpty();
        assertThat(client.trustStore()).isEmpty();
        assertThat(server.trustStore()).isEmpty();
    }

    @Test
    void p20p21p22p24p25p26p27p28ReturnWhatWasSaid() {
        var client = clientConfiguration().build();
        var server =
                serverConfiguration().certificateChains(List.of(CHAIN, CHAIN)).build();

        assertThat(client.certificateChain().get()).isSameAs(CHAIN);
        assertThat(server.certificateChains())
                .hasSize(2)
                .allSatisfy(chain -> assertThat(chain).isSameAs(CHAIN));
        assertThat(client.ciphers()).containsExactly(CipherSuite.of(0xFEDC), CipherSuite.TLS_AES_128_GCM_SHA256);
        assertThat(client.innerProtocols())
                .containsExactly(NextProtocol.HTTP1, NextProtocol.of(new byte[] {(byte) 0xFF}));
        assertThat(client.lowestSupportedVersion()).contains(TlsVersion.TLSv1_2);
        assertThat(client.highestSupportedVersion()).contains(TlsVersion.MAXIMUM_SUPPORTED);
        assertThat(client.trustStore().get()).isSameAs(TRUST);
        assertThat(server.trustStore().get()).isSameAs(TRUST);
    }

    @EachVersion
    void p23UseSecureCipherSuitesWhereNoneAreSaid(TlsVersion version) throws Exception {
        var secure = (version == TlsVersion.TLSv1_3) ? CipherSuite.DEFAULT_TLS_1_3 : CipherSuite.DEFAULT_TLS_1_2;

        assertThat(peers().connected(version).client().cipher()).get().isIn(secure);
    }

    @Test
    void p25p26UseTheNewestVersionWhereNoneIsSaid() throws Exception {
        assertThat(peers().connected().client().negotiatedTlsVersion()).contains(TlsVersion.TLSv1_3);
    }

    @Test
    void p27TrustWhatWasSaidAlone() throws Exception {
        var client = peers().client(settings -> settings.trustStore(TestIdentities.trust(Peers.OTHER)));

        assertThatExceptionOfType(CertificateVerificationException.class)
                .isThrownBy(() -> peers().connected(client, peers().server()));
    }

    private static TlsClientConfiguration.Builder clientConfiguration() {
        return TlsClientConfiguration.builder()
                .certificateChain(CHAIN)
                .ciphers(List.of(CipherSuite.of(0xFEDC), CipherSuite.TLS_AES_128_GCM_SHA256))
                .innerProtocols(List.of(NextProtocol.HTTP1, NextProtocol.of(new byte[] {(byte) 0xFF})))
                .lowestSupportedVersion(TlsVersion.TLSv1_2)
                .highestSupportedVersion(TlsVersion.MAXIMUM_SUPPORTED)
                .trustStore(TRUST);
    }

    private static TlsServerConfiguration.Builder serverConfiguration() {
        return TlsServerConfiguration.builder()
                .certificateChains(List.of(CHAIN))
                .ciphers(List.of(CipherSuite.TLS_AES_128_GCM_SHA256))
                .trustStore(TRUST);
    }

    private static List<Method> methodsOf(Class<?>... types) {
        return Arrays.stream(types)
                .flatMap(type -> Arrays.stream(type.getMethods()))
                .filter(method -> method.getDeclaringClass() != Object.class)
                .toList();
    }

    private static List<Field> fieldsOf(Class<?> type) {
        return Arrays.stream(type.getDeclaredFields())
                .filter(field -> !field.isSynthetic())
                .toList();
    }
}
