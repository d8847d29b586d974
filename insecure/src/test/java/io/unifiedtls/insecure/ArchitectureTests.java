package io.unifiedtls.insecure;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import io.unifiedtls.internal.trust.PeerVerifierReplacement;
import io.unifiedtls.internal.trust.ReplaceableVerifier;

@Tag("any-jdk")
class ArchitectureTests {

    private static final String HERE = "io.unifiedtls.insecure";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.unifiedtls");

    @Test
    void onlyThisModuleReplacesChecks() {
        classes()
                .that()
                .implement(PeerVerifierReplacement.class)
                .should()
                .resideInAPackage(HERE)
                .check(CLASSES);
        noClasses()
                .that()
                .resideOutsideOfPackage(HERE)
                .should()
                .callMethod(ReplaceableVerifier.class, "replacingChecks", PeerVerifierReplacement.class)
                .check(CLASSES);
    }

    @Test
    void nothingElseKnowsThisModule() {
        noClasses()
                .that()
                .resideOutsideOfPackage(HERE)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(HERE)
                .check(CLASSES);
    }

    @Test
    void knowsTheApiAndTheEnginesAndChecksBehindIt() {
        noClasses()
                .that()
                .resideInAPackage(HERE)
                .should()
                .dependOnClassesThat(resideInAPackage("io.unifiedtls..")
                        .and(not(resideInAPackage("io.unifiedtls")))
                        .and(not(resideInAPackage(HERE)))
                        .and(not(resideInAPackage("io.unifiedtls.internal.buffer")))
                        .and(not(resideInAPackage("io.unifiedtls.internal.engine")))
                        .and(not(resideInAPackage("io.unifiedtls.internal.socket")))
                        .and(not(resideInAPackage("io.unifiedtls.internal.trust"))))
                .check(CLASSES);
    }
}
