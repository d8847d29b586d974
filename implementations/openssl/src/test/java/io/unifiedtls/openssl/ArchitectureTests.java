package io.unifiedtls.openssl;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

class ArchitectureTests {

    private static final String ROOT = "io.unifiedtls.openssl";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    @Test
    void theImplementationIsTheOnlyPublicClassThatIsNotInternal() {
        assertThat(CLASSES.stream()
                        .filter(type -> type.getPackageName().equals(ROOT))
                        .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                        .map(JavaClass::getSimpleName))
                .containsExactly("OpenSslImplementation");
    }

    /** An older JDK could not load them. */
    @Test
    void nothingOutsideTheBindingDependsOnIt() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..ffm..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..ffm..", "java.lang.foreign..")
                .check(CLASSES);
    }

    @Test
    void nothingButTheJdkIsUsed() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("io.unifiedtls..", "java..", "javax.net..", "org.jspecify..")
                .check(CLASSES);
    }

    @Test
    void everyPackageIsNullMarked() throws Exception {
        for (var name : new String[] {ROOT, ROOT + ".internal", ROOT + ".internal.ffm"}) {
            assertThat(Class.forName(name + ".package-info").isAnnotationPresent(NullMarked.class))
                    .isTrue();
        }
    }
}
