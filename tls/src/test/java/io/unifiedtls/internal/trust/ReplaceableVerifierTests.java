package io.unifiedtls.internal.trust;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

import io.unifiedtls.SigningChain;
import io.unifiedtls.TlsCertificate;
import io.unifiedtls.TlsClientConfiguration;
import io.unifiedtls.TlsPrivateKey;
import io.unifiedtls.TlsServerConfiguration;
import io.unifiedtls.TrustStore;
import io.unifiedtls.jsse.JsseImplementation;
import io.unifiedtls.test.TestAuthority;

/** Without module {@code insecure}, which is not on this class path, no check can be skipped. */
class ReplaceableVerifierTests {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.unifiedtls");

    private static final PeerVerifierReplacement FOREIGN = all -> {
        throw new AssertionError("asked for other checks");
    };

    private static final String REFUSAL = FOREIGN.getClass().getName()
            + " must not replace the checks of peers; to skip one in a test, use the module unified-tls-insecure";

    @Test
    void theModuleIsAbsent() {
        assertThatExceptionOfType(ClassNotFoundException.class)
                .isThrownBy(() -> Class.forName("io.unifiedtls.insecure.InsecureTlsImplementation"));
    }

    @Test
    void aClientContextRefusesReplacementsFromElsewhere() throws Exception {
        var certificate = TestAuthority.create("Test Root").certificatePem();
        var context = new JsseImplementation()
                .clientContext(TlsClientConfiguration.builder()
                        .trustStore(TrustStore.fromBuffer(certificate))
                        .build());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> ((ReplaceableVerifier) context).replacingChecks(FOREIGN))
                .withMessage(REFUSAL);
    }

    @Test
    void aServerContextRefusesReplacementsFromElsewhere() throws Exception {
        var certificate = TestAuthority.create("Test Root").server("localhost");
        var context = new JsseImplementation()
                .serverContext(TlsServerConfiguration.builder()
                        .certificateChains(List.of(SigningChain.of(
                                TlsCertificate.fromBuffer(certificate.chainPem()),
                                TlsPrivateKey.fromBuffer(certificate.privateKeyPem()))))
                        .build());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> ((ReplaceableVerifier) context).replacingChecks(FOREIGN))
                .withMessage(REFUSAL);
    }

    @Test
    void noPublicTypeOfTheApiReplacesChecks() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.unifiedtls.internal..")
                .and()
                .arePublic()
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(PeerVerifierReplacement.class, ReplaceableVerifier.class, PeerVerifier.class)
                .check(CLASSES);
    }

    @Test
    void thereIsNothingToReplaceThemWith() {
        assertThat(CLASSES.get(PeerVerifierReplacement.class).getAllSubclasses())
                .isEmpty();
        classes()
                .that()
                .implement(PeerVerifier.class)
                .should()
                .be(FullPeerVerifier.class)
                .check(CLASSES);
        noClasses()
                .should()
                .callMethod(ReplaceableVerifier.class, "replacingChecks", PeerVerifierReplacement.class)
                .check(CLASSES);
    }
}
