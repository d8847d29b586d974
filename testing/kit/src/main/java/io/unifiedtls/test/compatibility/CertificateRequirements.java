package io.unifiedtls.test.compatibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.unifiedtls.ConfigurationException;
import io.unifiedtls.ServerContext;
import io.unifiedtls.SigningChain;
import io.unifiedtls.TlsCertificate;
import io.unifiedtls.TlsFeature;
import io.unifiedtls.TlsPrivateKey;
import io.unifiedtls.TlsServerConfiguration;

/** PEP 748, "Certificates". */
abstract class CertificateRequirements extends Requirements {

    @TempDir
    Path directory;

    @Test
    void p10p102HaveThreeSources() throws Exception {
        var file = Peers.LOCALHOST.writeCertificate(this.directory);

        assertThatServes(TlsCertificate.fromFile(file));
        assertThatServes(TlsCertificate.fromBuffer(Peers.LOCALHOST.chainPem()));
        assertThat(factoriesOf(TlsCertificate.class))
                .extracting(Method::getName)
                .containsExactlyInAnyOrder("fromFile", "fromBuffer", "fromId");
    }

    @Test
    @SuppressWarnings("NullAway")
    void p103HaveASource() {
        assertThat(factoriesOf(TlsCertificate.class))
                .allSatisfy(method -> assertThat(method.getParameterCount()).isOne());
        for (ThrowingCallable without : List.<ThrowingCallable>of(
                () -> TlsCertificate.fromFile(null),
                () -> TlsCertificate.fromBuffer(null),
                () -> TlsCertificate.fromId(null),
                () -> new TlsCertificate(null))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(without)
                    .withMessageEndingWith(" source; specify a file, a buffer or an id");
        }
    }

    @Test
    void p104AreNotLookedIntoBeforeTheyAreUsed() throws Exception {
        for (var nonsense : List.of("", "nonsense", "-----BEGIN CERTIFICATE-----\nnonsense\n")) {
            var certificate = TlsCertificate.fromBuffer(nonsense.getBytes(StandardCharsets.US_ASCII));
            implementation().validate(configuration(certificate));

            assertThatExceptionOfType(ConfigurationException.class).isThrownBy(() -> server(certificate));
        }
    }

    @Test
    void p105ArePemOrDer() throws Exception {
        assertThatServes(TlsCertificate.fromBuffer(Peers.LOCALHOST.certificatePem()));
        assertThatServes(TlsCertificate.fromBuffer(Peers.LOCALHOST.certificate().getEncoded()));
    }

    @Test
    void p106ArePemOrDerInAFileThatIsReadWhenTheContextIsCreated() throws Exception {
        var file = this.directory.resolve("later");
        var certificate = TlsCertificate.fromFile(file);
        implementation().validate(configuration(certificate));

        Files.write(file, Peers.LOCALHOST.certificatePem());
        assertThatServes(certificate);
        Files.write(file, Peers.LOCALHOST.certificate().getEncoded());
        assertThatServes(certificate);
    }

    @Test
    void p9p107p108AreKnownByAnIdOrRefused() {
        var configuration = configuration(TlsCertificate.fromId(Peers.ID));
        if (has(TlsFeature.MATERIAL_IDS)) {
            assertThat(configuration).satisfies(implementation()::validate);
        } else {
            assertThatExceptionOfType(ConfigurationException.class)
                    .isThrownBy(() -> implementation().validate(configuration))
                    .withMessage(
                            "TLS implementation %s does not support key or certificate ids (id %s); use a file or a buffer"
                                    .formatted(implementation().name(), Peers.ID))
                    .satisfies(error -> assertThat(error.setting()).contains(TlsCertificate.fromId(Peers.ID)));
        }
    }

    @Test
    void p109AreDerWhereThePeerSentThem() throws Exception {
        assertThat(peers().connected().client().peerCertificate())
                .contains(Peers.LOCALHOST.certificate().getEncoded());
    }

    private void assertThatServes(TlsCertificate certificate) throws Exception {
        assertThat(peers().connected(peers().client(), server(certificate))
                        .client()
                        .peerCertificate())
                .contains(Peers.LOCALHOST.certificate().getEncoded());
    }

    private ServerContext server(TlsCertificate certificate) throws ConfigurationException {
        return implementation().serverContext(configuration(certificate));
    }

    private static TlsServerConfiguration configuration(TlsCertificate certificate) {
        return TlsServerConfiguration.builder()
                .certificateChains(List.of(
                        SigningChain.of(certificate, TlsPrivateKey.fromBuffer(Peers.LOCALHOST.privateKeyPem()))))
                .build();
    }

    static List<Method> factoriesOf(Class<?> type) {
        return Arrays.stream(type.getMethods())
                .filter(method -> method.getName().startsWith("from") && method.getReturnType() == type)
                .toList();
    }
}
